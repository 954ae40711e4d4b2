/** What must hold of what arrived, each a rule that can fail. */
@NullMarked
package dev.ezcdc.e2e.audit.invariant;

import org.jspecify.annotations.NullMarked;
