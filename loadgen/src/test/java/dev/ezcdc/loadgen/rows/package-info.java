/** Tests of the workload, without a server. */
@NullMarked
package dev.ezcdc.loadgen.rows;

import org.jspecify.annotations.NullMarked;
