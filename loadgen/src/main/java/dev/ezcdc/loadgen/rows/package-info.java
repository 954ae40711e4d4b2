/**
 * What is written. {@link dev.ezcdc.loadgen.rows.TargetTable} decides how a table's columns are filled and where its ids
 * come from; {@link dev.ezcdc.loadgen.rows.Workload} makes of that, for each connection, a stream of changes.
 */
@NullMarked
package dev.ezcdc.loadgen.rows;

import org.jspecify.annotations.NullMarked;
