/** Invariants of the received events, each of which can fail independently. */
@NullMarked
package dev.ezcdc.instruments.audit.invariant;

import org.jspecify.annotations.NullMarked;
