/** Computes latency hops: the time from each point on a change's path to the next. */
@NullMarked
package dev.ezcdc.instruments.latency.hop;

import org.jspecify.annotations.NullMarked;
