package dev.ezcdc.loadgen;

/** A schedule for writing rows: a {@link SteadyRate} or {@link Burst}s. */
public sealed interface LoadPlan permits SteadyRate, Burst {

    /** Returns the total number of rows; {@link Long#MAX_VALUE} if the plan runs until it is canceled. */
    long totalRows();
}
