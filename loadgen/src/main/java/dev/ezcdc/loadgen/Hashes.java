package dev.ezcdc.loadgen;

/** Numbers that follow from numbers, evenly spread. */
final class Hashes {

    private Hashes() {}

    /** Each number's own (a bijection): the finisher of a generator such as {@link java.util.SplittableRandom}. */
    static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    static long mix(long first, long second) {
        return mix(mix(first) ^ second * 0xD6E8FEB86659FD93L);
    }

    /** From 0 up to, not including, the bound. */
    static int below(long hash, int bound) {
        return (int) Math.multiplyHigh(hash >>> 1, (long) bound << 1);
    }
}
