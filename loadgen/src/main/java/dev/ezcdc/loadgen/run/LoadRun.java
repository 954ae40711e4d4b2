package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadListener;
import java.util.function.BooleanSupplier;

/** The objects shared by all workers of a run. */
record LoadRun(
        ConnectionTarget server, LoadListener listener, LoadStats stats, LoadClock clock, BooleanSupplier canceled) {}
