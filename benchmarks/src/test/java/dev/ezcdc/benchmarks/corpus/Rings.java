package dev.ezcdc.benchmarks.corpus;

/** The corpora, for tests in other packages. */
public final class Rings {

    /** How many records each has. */
    public static final int SIZE = Ring.SIZE;

    private final Ring ring;

    private Rings(Ring ring) {
        this.ring = ring;
    }

    /** Reads a corpus. */
    public static Rings of(Corpus corpus) {
        return new Rings(corpus.ring());
    }

    /** A record's key. */
    public byte[] key(int number) {
        return ring.key(number);
    }

    /** A record's value. */
    public byte[] value(int number) {
        return ring.value(number);
    }
}
