package dev.ezcdc.benchmarks.variation;

import dev.ezcdc.benchmarks.corpus.Ring;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.SchemaSource;
import org.jspecify.annotations.Nullable;

/** The records of an update in one variation, in a cycle. */
final class VariedRing {

    private final byte[][] keys = new byte[Ring.SIZE][];
    private final byte[][] values = new byte[Ring.SIZE][];
    private final VariedUpdate update;
    private final Variation variation;
    /** The same records with schema, which teach a decoder the types; null for decoders that need none. */
    private final @Nullable VariedRing typed;

    VariedRing(VariedUpdate update, Variation variation) {
        this.update = update;
        this.variation = variation;
        this.typed =
                variation == Variation.schemaSource ? new VariedRing(update.withSchemas(), Variation.unvaried) : null;
        Ring records = update.corpus().loadRing();
        for (int i = 0; i < Ring.SIZE; i++) {
            VariedMessage key = new VariedMessage(update, records.key(i));
            VariedMessage value = new VariedMessage(update, records.value(i));
            value.setConnector(update.connector());
            variation.vary(value, i);
            if (variation == Variation.tables100 || variation == Variation.tables200) {
                variation.vary(key, i);
            }
            keys[i] = key.toJson();
            values[i] = value.toJson();
        }
    }

    /** Returns the key of a turn, counted from 0. */
    byte[] key(int turn) {
        return keys[turn & (Ring.SIZE - 1)];
    }

    /** Returns the value of a turn, counted from 0. */
    byte[] value(int turn) {
        return values[turn & (Ring.SIZE - 1)];
    }

    /** Returns a decoder with the setting of the variation, which knows the types if it needs them. */
    EnvelopeDecoder newDecoder() {
        if (typed == null) {
            return EnvelopeDecoder.create();
        }
        EnvelopeDecoder decoder =
                EnvelopeDecoder.builder().schemaSource(SchemaSource.learning()).build();
        decoder.decode(typed.key(0), typed.value(0));
        return decoder;
    }

    /**
     * Compares the answers of a decoder that has seen all records with those of decoders that have seen none, which parse
     * the whole message.
     *
     * @return a description of the first difference; null if there is none
     */
    @Nullable
    String findDisagreement() {
        EnvelopeDecoder decoder = newDecoder();
        for (int i = 0; i < Ring.SIZE; i++) {
            decoder.decode(key(i), value(i));
        }
        for (int i = 0; i < Ring.SIZE; i++) {
            CdcRecord actual = decoder.decode(key(i), value(i));
            CdcRecord expected = newDecoder().decode(key(i), value(i));
            if (!actual.equals(expected)) {
                return "ezcdc decodes message " + i + " of " + update + ", " + variation + " as " + actual
                        + "; expected " + expected;
            }
        }
        return null;
    }
}
