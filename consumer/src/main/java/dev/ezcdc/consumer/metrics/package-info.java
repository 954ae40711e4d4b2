/** What a consumer does in figures, and a port of the loopback address at which Prometheus and health checks read them. */
@NullMarked
package dev.ezcdc.consumer.metrics;

import org.jspecify.annotations.NullMarked;
