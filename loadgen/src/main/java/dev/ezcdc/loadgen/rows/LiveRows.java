package dev.ezcdc.loadgen.rows;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The rows of one lane that are in the table, to be updated and deleted: id and seed, 16 bytes a row. When it is full, a
 * new row takes the place of a random one, which stays in the table and is not written again: memory is bounded, and
 * every row had its chance. Not thread-safe.
 */
final class LiveRows {

    private final int capacity;
    private long[] ids = new long[256];
    private long[] seeds = new long[256];
    private int size;

    LiveRows(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    long id(int index) {
        return ids[index];
    }

    long seed(int index) {
        return seeds[index];
    }

    void id(int index, long id) {
        ids[index] = id;
    }

    void seed(int index, long seed) {
        seeds[index] = seed;
    }

    void add(long id, long seed, RandomGenerator random) {
        int index = size < capacity ? size++ : random.nextInt(capacity);
        if (index == ids.length) {
            int length = Math.min(capacity, ids.length * 2);
            ids = Arrays.copyOf(ids, length);
            seeds = Arrays.copyOf(seeds, length);
        }
        ids[index] = id;
        seeds[index] = seed;
    }

    /** Removes by putting the last row in its place. */
    void remove(int index) {
        size--;
        ids[index] = ids[size];
        seeds[index] = seeds[size];
    }

    void clear() {
        size = 0;
    }

    /** Removes the row if it is here; looks through all, the newest first, so it is for what seldom happens. */
    void forget(long id) {
        for (int i = size - 1; i >= 0; i--) {
            if (ids[i] == id) {
                remove(i);
                return;
            }
        }
    }
}
