/**
 * When it is written, and what becomes of it. {@link dev.ezcdc.loadgen.run.LoadGenerator} has a {@code LoadWorker} for each
 * connection: it generates a transaction's changes, waits until they are due ({@code Pacer}), sends them
 * ({@code RowWriter}), settles what a lost connection left in doubt ({@code Attempt}, {@code Settlement}), counts
 * ({@code LoadStats}) and tells its listener.
 */
@NullMarked
package dev.ezcdc.loadgen.run;

import org.jspecify.annotations.NullMarked;
