package dev.ezcdc.loadgen.rows;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The rows that a change stream inserted and can still update or delete: id and seed, 16 bytes per row. To bound memory, a
 * new row replaces a random one when the capacity is reached. The replaced row stays in the table and is not written
 * again. Not thread-safe.
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

    void setId(int index, long id) {
        ids[index] = id;
    }

    void setSeed(int index, long seed) {
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

    /** Removes a row; the last row moves to its index. */
    void remove(int index) {
        size--;
        ids[index] = ids[size];
        seeds[index] = seeds[size];
    }

    void clear() {
        size = 0;
    }

    /** Removes the row with this id, if present. Scans from the newest row, so use it only for rare events. */
    void removeById(long id) {
        for (int i = size - 1; i >= 0; i--) {
            if (ids[i] == id) {
                remove(i);
                return;
            }
        }
    }
}
