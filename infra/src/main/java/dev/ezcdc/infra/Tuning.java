package dev.ezcdc.infra;

import java.util.List;
import java.util.Map;

/**
 * Settings that win over ours.
 *
 * @param connector the connector's, over {@code debezium/customers_conf.json}
 * @param servers each server's own: run-time parameters of PostgreSQL, properties of the broker and of the worker
 * @param jvmOptions options of the broker's and of the worker's JVM, in place of ours (a small heap and the serial collector)
 */
public record Tuning(
        Map<String, String> connector,
        Map<Component, Map<String, String>> servers,
        Map<Component, List<String>> jvmOptions) {
    /** Nothing but our own. */
    public static final Tuning NONE = new Tuning(Map.of(), Map.of(), Map.of());

    public Tuning {
        connector = Map.copyOf(connector);
        servers = Map.copyOf(servers);
        jvmOptions = Map.copyOf(jvmOptions);
    }

    Map<String, String> of(Component component) {
        return servers.getOrDefault(component, Map.of());
    }
}
