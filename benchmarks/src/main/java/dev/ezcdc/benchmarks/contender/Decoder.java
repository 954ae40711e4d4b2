package dev.ezcdc.benchmarks.contender;

/**
 * Decodes records. Not thread-safe.
 *
 * @param <T> type of a decoded record
 */
public interface Decoder<T> {

    /** Decodes a record. Only this method is measured. */
    T decode(byte[] key, byte[] value);

    /** Converts a decoded record to the form in which contenders are compared. */
    ComparableChange toComparable(T decoded);

    /** Decodes a record into comparable form. */
    default ComparableChange decodeToComparable(byte[] key, byte[] value) {
        return toComparable(decode(key, value));
    }
}
