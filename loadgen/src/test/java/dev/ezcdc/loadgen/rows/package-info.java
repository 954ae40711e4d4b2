/** The rules of the workload, which needs no server. */
@NullMarked
package dev.ezcdc.loadgen.rows;

import org.jspecify.annotations.NullMarked;
