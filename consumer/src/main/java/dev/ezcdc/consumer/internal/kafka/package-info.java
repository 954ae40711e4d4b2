/** Creates Kafka clients and parses broker addresses. */
@NullMarked
package dev.ezcdc.consumer.internal.kafka;

import org.jspecify.annotations.NullMarked;
