package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadListener;
import java.util.function.BooleanSupplier;

/** What all workers of one run share. */
record LoadRun(
        ConnectionTarget server, LoadListener listener, LoadStats stats, LoadClock clock, BooleanSupplier cancelled) {}
