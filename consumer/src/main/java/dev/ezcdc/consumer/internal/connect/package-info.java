/** Waits for Kafka and the topics, finds the start offsets, tracks health and lag. */
@NullMarked
package dev.ezcdc.consumer.internal.connect;

import org.jspecify.annotations.NullMarked;
