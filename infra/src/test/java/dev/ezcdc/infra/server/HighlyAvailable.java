package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.profile.Tuning;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of an embedded stack with three brokers, two workers and a standby. */
final class HighlyAvailable {
    private static final Topology TOPOLOGY = new Topology(3, 2, true);

    private HighlyAvailable() {}

    static Map<String, String> database() {
        Map<String, String> settings = new LinkedHashMap<>(PostgresServer.defaults());
        settings.putAll(PostgresServer.standbyDefaults());
        return settings;
    }

    static Map<String, String> brokers() {
        return new LinkedHashMap<>(KafkaServer.defaults(TOPOLOGY));
    }

    static Map<String, String> workers() {
        Map<String, String> settings = new LinkedHashMap<>(ConnectServer.defaults(TOPOLOGY));
        settings.putAll(Tuning.DEFAULT.settingsFor(StackService.CONNECT));
        return settings;
    }

    /** Returns the settings of the packaged connector with two databases. */
    static Map<String, String> connector(String primary, String standby) {
        Map<String, String> settings =
                new LinkedHashMap<>(ConnectorConfig.loadDefault().settings());
        // Debezium requires an address, also if database.hosts replaces it.
        settings.put("database.hostname", primary);
        settings.putAll(ConnectorConfig.standbySettings(primary + ":5432," + standby + ":5432"));
        // The workers have exactly-once delivery. The connector must not run without it.
        settings.put("exactly.once.support", "required");
        return settings;
    }
}
