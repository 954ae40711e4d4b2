/** The audit's workload and the exact record of what was committed. */
@NullMarked
package dev.ezcdc.instruments.audit.work;

import org.jspecify.annotations.NullMarked;
