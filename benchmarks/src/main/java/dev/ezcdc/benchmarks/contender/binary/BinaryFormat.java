package dev.ezcdc.benchmarks.contender.binary;

import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;

/**
 * Writes and reads changes of {@code customers} in a binary format. Not thread-safe.
 *
 * @param <T> type of a decoded record
 */
public interface BinaryFormat<T> {

    /** Encodes a key. */
    byte[] encodeKey(int id);

    /** Encodes a value with all fields of the envelope. */
    byte[] encodeValue(Envelope envelope);

    /** Decodes a record: all fields, operation and snapshot as enums, and times as Instants. */
    T decode(byte[] key, byte[] value);

    /** Converts a decoded record to the form of the contenders that bind to classes. */
    DecodedChange toDecodedChange(T decoded);
}
