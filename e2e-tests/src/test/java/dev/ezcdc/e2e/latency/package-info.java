/** Tests of {@code ./cdc latency}. */
@NullMarked
package dev.ezcdc.e2e.latency;

import org.jspecify.annotations.NullMarked;
