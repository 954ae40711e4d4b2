package dev.ezcdc.cli.exporter;

import java.util.Map;

/** A value of a gauge. Immutable. */
record Gauge(Metric metric, Map<String, String> labels, double value) {

    Gauge {
        labels = Map.copyOf(labels);
    }

    static Gauge of(Metric metric, Map<String, String> labels, boolean value) {
        return new Gauge(metric, labels, value ? 1 : 0);
    }
}
