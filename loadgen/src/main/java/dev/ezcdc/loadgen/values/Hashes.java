package dev.ezcdc.loadgen.values;

import java.util.UUID;

/** Numbers that follow from numbers, evenly spread: a row's values are made of them. Pure functions. */
public final class Hashes {

    private Hashes() {}

    /** Each number's own (a bijection): the finisher of a generator such as {@link java.util.SplittableRandom}. */
    public static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** One number of two; in the other order it is another. */
    public static long mix(long first, long second) {
        return mix(mix(first) ^ second * 0xD6E8FEB86659FD93L);
    }

    /** A random one by its form (version 4); as good as unique for unique numbers. */
    public static UUID uuid(long hash) {
        long high = mix(hash) & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = mix(~hash) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** From 0 up to, not including, the bound. */
    public static int reduce(long hash, int bound) {
        return (int) Math.multiplyHigh(hash >>> 1, (long) bound << 1);
    }
}
