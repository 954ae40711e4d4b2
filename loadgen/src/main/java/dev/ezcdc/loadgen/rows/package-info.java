/**
 * The content of a run. {@link dev.ezcdc.loadgen.rows.TargetTable} decides how the columns of a table are filled and where
 * its ids come from. {@link dev.ezcdc.loadgen.rows.Workload} turns that into a stream of changes for each connection.
 */
@NullMarked
package dev.ezcdc.loadgen.rows;

import org.jspecify.annotations.NullMarked;
