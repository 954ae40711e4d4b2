/** The rules that must hold for what arrived; each can fail on its own. */
@NullMarked
package dev.ezcdc.instruments.audit.invariant;

import org.jspecify.annotations.NullMarked;
