package dev.ezcdc.cli.exporter;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The states of all connectors of a Kafka Connect cluster, and of their tasks. */
public final class ConnectorSource implements MetricSource {

    private static final List<String> STATES =
            List.of("running", "paused", "stopped", "failed", "unassigned", "restarting");

    private final ConnectClient connect;

    public ConnectorSource(ConnectClient connect) {
        this.connect = connect;
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public List<Gauge> read() {
        List<Gauge> gauges = new ArrayList<>();
        for (String name : connect.listConnectors()) {
            connect.findStatus(name).ifPresent(status -> {
                addStates(gauges, Metric.CONNECTOR_STATE, Map.of("connector", name), status.state());
                for (ConnectorStatus.Task task : status.tasks()) {
                    Map<String, String> labels = Map.of("connector", name, "task", Integer.toString(task.id()));
                    addStates(gauges, Metric.TASK_STATE, labels, task.state());
                }
            });
        }
        return gauges;
    }

    private static void addStates(List<Gauge> gauges, Metric metric, Map<String, String> labels, String current) {
        for (String state : STATES) {
            Map<String, String> withState = new HashMap<>(labels);
            withState.put("state", state);
            gauges.add(
                    Gauge.of(metric, withState, current.toLowerCase(Locale.ROOT).equals(state)));
        }
    }
}
