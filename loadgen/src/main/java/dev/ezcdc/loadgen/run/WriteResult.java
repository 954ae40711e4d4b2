package dev.ezcdc.loadgen.run;

import java.util.BitSet;

/**
 * The effect of written changes, as the server reported it.
 *
 * @param missed indexes of changes that changed no row
 * @param rekeyed indexes of inserts whose row got another key, from a trigger
 */
record WriteResult(BitSet missed, BitSet rekeyed) {

    WriteResult(int changes) {
        this(new BitSet(changes), new BitSet());
    }
}
