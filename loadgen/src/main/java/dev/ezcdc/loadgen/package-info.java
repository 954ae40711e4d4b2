/**
 * Writes realistic rows to PostgreSQL tables, at a steady rate or in bursts, reproducibly from a seed. This package has the
 * options of a run ({@link dev.ezcdc.loadgen.LoadOptions}), its callbacks ({@link dev.ezcdc.loadgen.LoadListener}) and its
 * result ({@link dev.ezcdc.loadgen.LoadSummary}). Start reading at {@link dev.ezcdc.loadgen.run.LoadGenerator}, which
 * executes a run.
 *
 * <pre>
 *  catalog     tables as the server describes them
 *      │
 *  values      values that fit a column's type and name
 *      │
 *  rows        rows and ids of a table ──► Workload.ChangeStream ──WrittenChange──┐
 *      │                                                                          ▼
 *  run         LoadPlan ──► Pacer ──due──► LoadWorker (one per connection) ──► RowWriter ──► PostgreSQL
 *      │                                     └─► InDoubtResolver, LoadStats ──► LoadListener, LoadSummary
 *  cli         options, progress line, summary
 * </pre>
 *
 * <p>Each package uses this package and those above it in the diagram; this package uses none of them. The content of the
 * workload ({@link dev.ezcdc.loadgen.rows.Workload}) does not depend on its timing (the pacer), so a slow server receives
 * the same statements as a fast one.
 */
@NullMarked
package dev.ezcdc.loadgen;

import org.jspecify.annotations.NullMarked;
