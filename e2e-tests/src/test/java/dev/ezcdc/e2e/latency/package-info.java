/** What latency makes of timestamps. */
@NullMarked
package dev.ezcdc.e2e.latency;

import org.jspecify.annotations.NullMarked;
