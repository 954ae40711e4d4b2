/** The faults of the audit. Each is injected into a running stack and then lifted. */
@NullMarked
package dev.ezcdc.instruments.audit.fault;

import org.jspecify.annotations.NullMarked;
