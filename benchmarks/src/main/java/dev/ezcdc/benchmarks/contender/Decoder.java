package dev.ezcdc.benchmarks.contender;

/**
 * Decodes records. Not thread-safe.
 *
 * @param <T> type of a decoded record
 */
public interface Decoder<T> {

    /** Decodes a record in the decoder's format. Only this method is measured. */
    T decode(byte[] key, byte[] value);

    /** Converts a key of the corpus to the decoder's format. Returns it unchanged unless that is another than JSON. */
    default byte[] encodeKey(byte[] json) {
        return json;
    }

    /** Converts a value of the corpus to the decoder's format. Returns it unchanged unless that is another than JSON. */
    default byte[] encodeValue(byte[] json) {
        return json;
    }

    /** Converts a decoded record to the form in which contenders are compared. */
    ComparableChange toComparable(T decoded);

    /** Decodes a record of the corpus into comparable form. */
    default ComparableChange decodeToComparable(byte[] keyJson, byte[] valueJson) {
        return toComparable(decode(encodeKey(keyJson), encodeValue(valueJson)));
    }
}
