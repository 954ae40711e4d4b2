/**
 * Writes realistic rows to a PostgreSQL table: at a steady rate or in bursts, reproducible from a seed.
 *
 * <pre>
 *  LoadPlan ──► Pacer ──due──► LoadWorker (one per connection) ──► RowWriter ──► PostgreSQL
 *  seed, OperationMix ──► Workload.Lane ──Change──┘      └──► LoadListener, LoadSummary
 * </pre>
 *
 * <p>What is written (the {@link dev.ezcdc.loadgen.Workload}) does not depend on when it is written (the pacer), so that
 * a slow server gets the same statements as a fast one. {@link dev.ezcdc.loadgen.LoadGenerator} is where to begin.
 */
@NullMarked
package dev.ezcdc.loadgen;

import org.jspecify.annotations.NullMarked;
