/** A consumer's metrics, and an HTTP endpoint on the loopback address that serves them and the consumer's health. */
@NullMarked
package dev.ezcdc.consumer.metrics;

import org.jspecify.annotations.NullMarked;
