/** Kafka's clients as every package here wants them, and the addresses that they start from. */
@NullMarked
package dev.ezcdc.consumer.kafka;

import org.jspecify.annotations.NullMarked;
