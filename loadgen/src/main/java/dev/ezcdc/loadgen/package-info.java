/**
 * Writes realistic rows to PostgreSQL tables: at a steady rate or in bursts, reproducible from a seed. Here is what a run
 * is told ({@link dev.ezcdc.loadgen.LoadOptions}) and what it tells ({@link dev.ezcdc.loadgen.LoadListener}, {@link
 * dev.ezcdc.loadgen.LoadSummary}); {@link dev.ezcdc.loadgen.run.LoadGenerator} carries it out and is where to begin.
 *
 * <pre>
 *  catalogue   the tables as the server describes them
 *      │
 *  values      what fits a column's type and name
 *      │
 *  rows        a table's rows and ids ──► Workload.Lane ──Change──┐
 *      │                                                          ▼
 *  run         LoadPlan ──► Pacer ──due──► LoadWorker (one per connection) ──► RowWriter ──► PostgreSQL
 *      │                                     └─► Settlement, LoadStats ──► LoadListener, LoadSummary
 *  cli         options, live line, summary
 * </pre>
 *
 * <p>Each package knows those above it and this one, which knows none of them. What is written (the {@link
 * dev.ezcdc.loadgen.rows.Workload}) does not depend on when it is written (the pacer), so that a slow server gets the same
 * statements as a fast one.
 */
@NullMarked
package dev.ezcdc.loadgen;

import org.jspecify.annotations.NullMarked;
