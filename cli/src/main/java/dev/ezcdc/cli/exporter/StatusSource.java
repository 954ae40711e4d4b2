package dev.ezcdc.cli.exporter;

import dev.ezcdc.infra.StackStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The number of problems that {@code ./cdc status} reports. */
public final class StatusSource implements MetricSource {

    private final Supplier<StackStatus> stack;

    /** @param stack inspects the stack */
    public StatusSource(Supplier<StackStatus> stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public List<Gauge> read() {
        return List.of(
                new Gauge(Metric.PROBLEMS, Map.of(), stack.get().problems().size()));
    }
}
