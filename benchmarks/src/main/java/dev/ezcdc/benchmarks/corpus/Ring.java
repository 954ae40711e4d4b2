package dev.ezcdc.benchmarks.corpus;

import java.util.List;

/**
 * A corpus's records, taken in turn and then from the start again: so many distinct ones that no branch predictor learns
 * them by heart, as it does with one message that is decoded over and over.
 */
public final class Ring {

    /** How many there are: a power of two, so that a turn costs no division. */
    public static final int SIZE = 1_024;

    private final byte[][] keys;
    private final byte[][] values;

    /** @throws IllegalArgumentException if there are not {@link #SIZE} messages, each with key and value */
    Ring(List<Message> messages) {
        if (messages.size() != SIZE) {
            throw new IllegalArgumentException("a ring has " + SIZE + " messages, not " + messages.size());
        }
        keys = new byte[SIZE][];
        values = new byte[SIZE][];
        for (int i = 0; i < SIZE; i++) {
            byte[] key = messages.get(i).key();
            byte[] value = messages.get(i).value();
            if (key == null || value == null) {
                throw new IllegalArgumentException("message " + i + " has no key or no value");
            }
            keys[i] = key;
            values[i] = value;
        }
    }

    /** The key of a turn, from 0. */
    public byte[] key(int turn) {
        return keys[turn & (SIZE - 1)];
    }

    /** The value of a turn, from 0. */
    public byte[] value(int turn) {
        return values[turn & (SIZE - 1)];
    }

    /** Mean size of a message, key and value together, in bytes. */
    public long meanBytes() {
        long sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += keys[i].length + values[i].length;
        }
        return Math.round((double) sum / SIZE);
    }
}
