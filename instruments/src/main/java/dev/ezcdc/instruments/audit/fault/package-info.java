/** Faults: each is injected into a stack and then repaired. */
@NullMarked
package dev.ezcdc.instruments.audit.fault;

import org.jspecify.annotations.NullMarked;
