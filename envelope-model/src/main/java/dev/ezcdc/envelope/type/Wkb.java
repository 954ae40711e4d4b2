package dev.ezcdc.envelope.type;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Formats well-known binary. */
final class Wkb {

    private Wkb() {}

    static String toHex(byte @Nullable [] wkb) {
        return wkb == null ? "null" : HexFormat.of().formatHex(wkb);
    }
}
