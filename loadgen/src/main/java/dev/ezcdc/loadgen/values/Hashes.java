package dev.ezcdc.loadgen.values;

import java.util.UUID;

/** Deterministic hash functions from which the values of rows are derived. Thread-safe. */
public final class Hashes {

    private Hashes() {}

    /** Hashes a number with the finalizer of {@link java.util.SplittableRandom}. The mapping is a bijection. */
    public static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Hashes two numbers to one. The order of the arguments matters. */
    public static long mix(long first, long second) {
        return mix(mix(first) ^ second * 0xD6E8FEB86659FD93L);
    }

    /** Returns a version 4 UUID. Distinct hashes give distinct UUIDs with near certainty. */
    public static UUID uuid(long hash) {
        long high = mix(hash) & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = mix(~hash) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Maps a hash to the range from 0 (inclusive) to {@code bound} (exclusive). */
    public static int reduce(long hash, int bound) {
        return (int) Math.multiplyHigh(hash >>> 1, (long) bound << 1);
    }
}
