package dev.ezcdc.benchmarks.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Records whose schemas nobody has seen before: over the topic prefix in the schemas' names, "cdctest", a number is
 * written where the bytes are, a few nanoseconds for everybody alike. Nothing else changes, so that the answers stay.
 */
public final class NewSchemas {

    private static final int DIGITS = "cdctest".length();

    private final List<Renamed> keys = new ArrayList<>();
    private final List<Renamed> values = new ArrayList<>();
    private long schema;
    private int turn;

    /** @param ring whose records are copied; each must carry its schema */
    public NewSchemas(Ring ring) {
        for (int i = 0; i < Ring.SIZE; i++) {
            keys.add(Renamed.of(ring.key(i), ".Key\""));
            values.add(Renamed.of(ring.value(i), ".Envelope\""));
        }
    }

    /** From now on the records are of another schema, never given before. */
    public void next() {
        schema++;
    }

    /** Goes to the next record, and writes the schema's number into it. */
    public void advance() {
        turn++;
        keys.get(turn & (Ring.SIZE - 1)).rename(schema);
        values.get(turn & (Ring.SIZE - 1)).rename(schema);
    }

    /** The record's key, until the ring has come round. */
    public byte[] key() {
        return keys.get(turn & (Ring.SIZE - 1)).bytes;
    }

    /** Likewise its value. */
    public byte[] value() {
        return values.get(turn & (Ring.SIZE - 1)).bytes;
    }

    /** A part and where its schema's name begins. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Renamed(byte[] bytes, int name) {

        static Renamed of(byte[] json, String suffix) {
            String text = new String(json, UTF_8);
            String asciiUpToSchema = text.substring(0, Math.max(text.indexOf(suffix), 0));
            int name = asciiUpToSchema.lastIndexOf('"') + 1;
            if (name == 0 || !asciiUpToSchema.startsWith("cdctest.", name)) {
                throw new IllegalArgumentException("a record without the schema's name before " + suffix);
            }
            return new Renamed(json.clone(), name);
        }

        void rename(long number) {
            long rest = number;
            for (int i = name + DIGITS - 1; i >= name; i--) {
                bytes[i] = (byte) ('a' + rest % 26);
                rest /= 26;
            }
        }
    }
}
