/** Values that satisfy CHECK constraints, partition bounds and policies, found by asking the server. */
@NullMarked
package dev.ezcdc.loadgen.checks;

import org.jspecify.annotations.NullMarked;
