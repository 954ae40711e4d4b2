/**
 * Timing and execution of a run. {@link dev.ezcdc.loadgen.run.LoadGenerator} has a {@code LoadWorker} for each connection. A
 * worker generates the changes of a transaction, waits until they are due ({@code Pacer}), sends them ({@code RowWriter}),
 * resolves in-doubt transactions after a lost connection ({@code CommitAttempt}, {@code InDoubtResolver}), counts ({@code
 * LoadStats}) and calls the listener.
 */
@NullMarked
package dev.ezcdc.loadgen.run;

import org.jspecify.annotations.NullMarked;
