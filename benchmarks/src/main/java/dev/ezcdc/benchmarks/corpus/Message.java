package dev.ezcdc.benchmarks.corpus;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it came from the broker; the arrays are not copied and not to be changed.
 *
 * @param key null if the record had none
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying would only cost
record Message(byte @Nullable [] key, byte @Nullable [] value) {}
