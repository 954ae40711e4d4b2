/** Options of a latency measurement: setups, rates, bursts. */
@NullMarked
package dev.ezcdc.instruments.latency.plan;

import org.jspecify.annotations.NullMarked;
