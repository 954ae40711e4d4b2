package dev.ezcdc.loadgen;

/** When rows are written: at a {@link SteadyRate} or in {@link Burst}s. */
public sealed interface LoadPlan permits SteadyRate, Burst {

    /** How many rows the whole plan has; {@link Long#MAX_VALUE} if it ends only by being cancelled. */
    long totalRows();
}
