/** Timestamps of sent and received rows, and the offset between the clocks. */
@NullMarked
package dev.ezcdc.instruments.latency.record;

import org.jspecify.annotations.NullMarked;
