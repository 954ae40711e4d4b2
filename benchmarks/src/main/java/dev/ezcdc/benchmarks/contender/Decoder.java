package dev.ezcdc.benchmarks.contender;

/**
 * A contender at work. Not thread-safe.
 *
 * @param <T> what it makes of a record
 */
public interface Decoder<T> {

    /** Decodes a record: this is what is measured. */
    T decode(byte[] key, byte[] value);

    /** What was decoded, in the form in which contenders are compared; outside what is measured. */
    ComparableChange neutral(T decoded);

    /** Both, for a check. */
    default ComparableChange check(byte[] key, byte[] value) {
        return neutral(decode(key, value));
    }
}
