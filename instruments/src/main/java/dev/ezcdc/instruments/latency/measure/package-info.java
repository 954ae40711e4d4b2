/** Runs a latency measurement: warm-up, floors, runs, bursts. */
@NullMarked
package dev.ezcdc.instruments.latency.measure;

import org.jspecify.annotations.NullMarked;
