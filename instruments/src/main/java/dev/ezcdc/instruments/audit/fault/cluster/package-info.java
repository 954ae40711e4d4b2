/** Faults of a highly available stack: three brokers, two workers, a primary and its standby. */
@NullMarked
package dev.ezcdc.instruments.audit.fault.cluster;

import org.jspecify.annotations.NullMarked;
