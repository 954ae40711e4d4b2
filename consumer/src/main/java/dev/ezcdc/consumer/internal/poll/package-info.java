/** Runs the poll loop: polls records, handles rebalances, commits offsets. */
@NullMarked
package dev.ezcdc.consumer.internal.poll;

import org.jspecify.annotations.NullMarked;
