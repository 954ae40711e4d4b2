/**
 * The decoder as Kafka's {@link org.apache.kafka.common.serialization.Deserializer}. Needs {@code kafka-clients}, which this
 * module's other packages do without.
 */
@NullMarked
package dev.ezcdc.envelope.kafka;

import org.jspecify.annotations.NullMarked;
