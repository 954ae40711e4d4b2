/** Holds the settings, waits for Kafka and the topics, sets start offsets, and tracks health, lag and dead letters. */
@NullMarked
package dev.ezcdc.consumer.internal.connect;

import org.jspecify.annotations.NullMarked;
