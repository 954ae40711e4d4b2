/** The alert rules and the dashboard, on real servers and a real Prometheus. */
@NullMarked
package dev.ezcdc.e2e.monitoring;

import org.jspecify.annotations.NullMarked;
