/** Processes the records of a poll: decodes, skips redeliveries, filters, redacts, and calls the handler with retries. */
@NullMarked
package dev.ezcdc.consumer.internal.process;

import org.jspecify.annotations.NullMarked;
