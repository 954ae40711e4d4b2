/** Processes the records of a poll: decode, skip redeliveries, filter, redact, handle with retries. */
@NullMarked
package dev.ezcdc.consumer.internal.process;

import org.jspecify.annotations.NullMarked;
