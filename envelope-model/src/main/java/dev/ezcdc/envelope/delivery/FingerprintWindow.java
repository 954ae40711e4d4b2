package dev.ezcdc.envelope.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last fingerprints that were added, up to a capacity, in the order of their addition. Takes 18 to 27 bytes for each,
 * and grows with their number. Adding and finding take constant time. Not thread-safe.
 */
final class FingerprintWindow {

    private static final int EMPTY = -1;
    private static final int SMALLEST = 64;

    private final int capacity;
    /** A ring: the fingerprint with number n is at n modulo the length. */
    private long[] heads = new long[SMALLEST];

    private short[] tails = new short[SMALLEST];
    /** An open-addressing hash table of places in the ring, at least twice as long as the ring. */
    private int[] table = emptyTable(SMALLEST);

    private long added;
    private int size;

    /** @param capacity a power of two, at least 64 */
    FingerprintWindow(int capacity) {
        if (capacity < SMALLEST || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity must be a power of two of at least 64: " + capacity);
        }
        this.capacity = capacity;
    }

    boolean contains(ChangeFingerprint fingerprint) {
        return table[find(fingerprint.head(), fingerprint.tail())] != EMPTY;
    }

    /** Adds a fingerprint unless the window contains it; returns whether it was added. */
    boolean add(ChangeFingerprint fingerprint) {
        if (contains(fingerprint)) {
            return false;
        }
        if (size == heads.length && size < capacity) {
            grow();
        }
        int place = place(added);
        if (size == heads.length) {
            remove(find(heads[place], tails[place]));
        } else {
            size++;
        }
        heads[place] = fingerprint.head();
        tails[place] = fingerprint.tail();
        table[find(fingerprint.head(), fingerprint.tail())] = place;
        added++;
        return true;
    }

    /** Returns how many fingerprints have been added so far. */
    long added() {
        return added;
    }

    /** Returns the last fingerprints among the first {@code upTo} that were added, at most {@code most}, oldest first. */
    List<ChangeFingerprint> last(int most, long upTo) {
        long end = Math.min(upTo, added);
        long first = Math.max(Math.max(0, added - size), end - most);
        List<ChangeFingerprint> last = new ArrayList<>();
        for (long n = first; n < end; n++) {
            last.add(new ChangeFingerprint(heads[place(n)], tails[place(n)]));
        }
        return last;
    }

    private int place(long number) {
        return (int) (number & heads.length - 1);
    }

    private void grow() {
        long first = added - size;
        long[] oldHeads = heads;
        short[] oldTails = tails;
        heads = new long[oldHeads.length * 2];
        tails = new short[heads.length];
        table = emptyTable(heads.length);
        for (long n = first; n < added; n++) {
            int from = (int) (n & oldHeads.length - 1);
            int to = place(n);
            heads[to] = oldHeads[from];
            tails[to] = oldTails[from];
            table[find(heads[to], tails[to])] = to;
        }
    }

    private static int[] emptyTable(int ring) {
        int[] table = new int[ring * 2];
        Arrays.fill(table, EMPTY);
        return table;
    }

    /** Returns the slot of a fingerprint, or the empty slot where it belongs. */
    private int find(long head, short tail) {
        int slot = home(head);
        while (table[slot] != EMPTY && !(heads[table[slot]] == head && tails[table[slot]] == tail)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** A SHA-256 is evenly distributed, so its first bits are as good as any hash. */
    private int home(long head) {
        return (int) (head >>> 32) & table.length - 1;
    }

    /** Removes a slot, and moves up those behind it that would not be found any more. */
    private void remove(int slot) {
        int gap = slot;
        int next = slot;
        while (true) {
            next = next + 1 & table.length - 1;
            if (table[next] == EMPTY) {
                table[gap] = EMPTY;
                return;
            }
            int home = home(heads[table[next]]);
            boolean reachable = gap <= next ? gap < home && home <= next : gap < home || home <= next;
            if (!reachable) {
                table[gap] = table[next];
                gap = next;
            }
        }
    }
}
