/** Results of runs and their medians. */
@NullMarked
package dev.ezcdc.instruments.latency.result;

import org.jspecify.annotations.NullMarked;
