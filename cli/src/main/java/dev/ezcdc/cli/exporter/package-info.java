/** {@code ./cdc exporter}: metrics of slots, connectors, heartbeats and lag for Prometheus. */
@NullMarked
package dev.ezcdc.cli.exporter;

import org.jspecify.annotations.NullMarked;
