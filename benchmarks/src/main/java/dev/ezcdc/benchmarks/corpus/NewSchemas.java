package dev.ezcdc.benchmarks.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Records whose schemas no decoder has seen before: a number is written over the topic prefix "cdctest" in the schemas'
 * names, in place, which costs the same few nanoseconds for every contender. Nothing else changes, so results stay the same.
 */
public final class NewSchemas {

    private static final int DIGITS = "cdctest".length();

    private final List<MessagePart> keys = new ArrayList<>();
    private final List<MessagePart> values = new ArrayList<>();
    private long schema;
    private int turn;

    /** @param ring records to copy; each must carry its schema */
    public NewSchemas(Ring ring) {
        for (int i = 0; i < Ring.SIZE; i++) {
            keys.add(MessagePart.of(ring.key(i), ".Key\""));
            values.add(MessagePart.of(ring.value(i), ".Envelope\""));
        }
    }

    /** Gives the following records a new schema. */
    public void startNewSchema() {
        schema++;
    }

    /** Moves to the next record and writes the schema's number into it. */
    public void advance() {
        turn++;
        keys.get(turn & (Ring.SIZE - 1)).rename(schema);
        values.get(turn & (Ring.SIZE - 1)).rename(schema);
    }

    /** Returns the record's key. The array is reused when the ring comes round. */
    public byte[] key() {
        return keys.get(turn & (Ring.SIZE - 1)).bytes;
    }

    /** Returns the record's value. The array is reused when the ring comes round. */
    public byte[] value() {
        return values.get(turn & (Ring.SIZE - 1)).bytes;
    }

    /** A key or value, and the offset of its schema's name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record MessagePart(byte[] bytes, int nameOffset) {

        static MessagePart of(byte[] json, String suffix) {
            String text = new String(json, UTF_8);
            String asciiUpToSchema = text.substring(0, Math.max(text.indexOf(suffix), 0));
            int nameOffset = asciiUpToSchema.lastIndexOf('"') + 1;
            if (nameOffset == 0 || !asciiUpToSchema.startsWith("cdctest.", nameOffset)) {
                throw new IllegalArgumentException("record without a schema name before " + suffix);
            }
            return new MessagePart(json.clone(), nameOffset);
        }

        void rename(long number) {
            long rest = number;
            for (int i = nameOffset + DIGITS - 1; i >= nameOffset; i--) {
                bytes[i] = (byte) ('a' + rest % 26);
                rest /= 26;
            }
        }
    }
}
