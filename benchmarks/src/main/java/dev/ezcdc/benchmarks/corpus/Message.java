package dev.ezcdc.benchmarks.corpus;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka record. The arrays are not copied and must not be changed.
 *
 * @param key null if the record had none
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would cost time
record Message(byte @Nullable [] key, byte @Nullable [] value) {}
