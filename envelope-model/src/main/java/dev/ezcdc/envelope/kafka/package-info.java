/**
 * The decoder as a Kafka {@link org.apache.kafka.common.serialization.Deserializer}. It needs {@code kafka-clients}, which is
 * an optional dependency of this module.
 */
@NullMarked
package dev.ezcdc.envelope.kafka;

import org.jspecify.annotations.NullMarked;
