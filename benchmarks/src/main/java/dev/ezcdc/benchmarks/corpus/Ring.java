package dev.ezcdc.benchmarks.corpus;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A corpus's records in a cycle. They are distinct and so many that no branch predictor learns them, as it would learn a
 * single message.
 */
public final class Ring {

    /** The number of records: a power of two, so that an index needs no division. */
    public static final int SIZE = 1_024;

    private final byte[][] keys;
    private final byte[][] values;
    private final int distinct;

    /** @throws IllegalArgumentException if there are not {@link #SIZE} messages, each with key and value */
    Ring(List<Message> messages) {
        if (messages.size() != SIZE) {
            throw new IllegalArgumentException("a ring needs " + SIZE + " messages: " + messages.size());
        }
        distinct = SIZE;
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

    private Ring(byte[][] keys, byte[][] values, int distinct) {
        this.keys = keys;
        this.values = values;
        this.distinct = distinct;
    }

    /**
     * Returns a ring of fewer messages, which are so large that no branch predictor learns them, and that 1,024 of them need
     * too much memory. They are repeated.
     *
     * @throws IllegalArgumentException if {@link #SIZE} is not a multiple of their number
     */
    static Ring repeat(List<Message> messages) {
        if (messages.isEmpty() || SIZE % messages.size() != 0) {
            throw new IllegalArgumentException(SIZE + " is not a multiple of " + messages.size() + " messages");
        }
        Ring ring = new Ring(Collections.nCopies(SIZE / messages.size(), messages).stream()
                .flatMap(List::stream)
                .toList());
        return new Ring(ring.keys, ring.values, messages.size());
    }

    /** Returns the number of distinct records, which are the first of the ring. */
    public int distinct() {
        return distinct;
    }

    /** Returns a ring of the same records in another format. */
    public Ring convert(UnaryOperator<byte[]> keyConversion, UnaryOperator<byte[]> valueConversion) {
        return new Ring(
                Arrays.stream(keys).map(keyConversion).toArray(byte[][]::new),
                Arrays.stream(values).map(valueConversion).toArray(byte[][]::new),
                distinct);
    }

    /** Returns the key of a turn, counted from 0. */
    public byte[] key(int turn) {
        return keys[turn & (SIZE - 1)];
    }

    /** Returns the value of a turn, counted from 0. */
    public byte[] value(int turn) {
        return values[turn & (SIZE - 1)];
    }

    /** Returns the mean size of a message, key and value together, in bytes. */
    public long meanBytes() {
        long sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += keys[i].length + values[i].length;
        }
        return Math.round((double) sum / SIZE);
    }
}
