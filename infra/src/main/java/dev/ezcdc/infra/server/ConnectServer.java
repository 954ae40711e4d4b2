package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.TextFiles;
import dev.ezcdc.infra.tls.TlsHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A distributed Kafka Connect worker with Debezium's PostgreSQL connector on its class path.
 *
 * @param home the stack's home directory
 * @param launcher the worker's and the connector's jars
 * @param topology the number of brokers, which keep the worker's topics, and of workers, which share the connectors
 * @param bootstrapServers the brokers, such as {@code 127.0.0.1:29092}
 * @param overrides settings that replace the defaults below
 * @param environment variables that connector configurations can refer to as <code>${env:NAME}</code>
 * @param tls the certificates and passwords; null for a worker without TLS
 */
public record ConnectServer(
        Path home,
        Node node,
        Topology topology,
        JvmLauncher launcher,
        String bootstrapServers,
        Map<String, String> overrides,
        Supplier<Map<String, String>> environment,
        @Nullable TlsHome tls)
        implements Server {
    private static final String ENV_PROVIDER = "org.apache.kafka.common.config.provider.EnvVarConfigProvider";
    /** A worker that was frozen must not overwrite the offsets of the one that took its tasks over. */
    private static final Map<String, String> SEVERAL_WORKERS = Map.of("exactly.once.source.support", "enabled");

    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    @Override
    public Launch prepare(int port) {
        Map<String, String> variables = environment.get();
        Path config =
                buildProperties(port, variables.keySet()).write(home.resolve("conf/" + node.id() + ".properties"));
        Path log4j = TextFiles.write(
                home.resolve("conf/" + node.id() + "-log4j2.properties"), TextFiles.readResource("log4j2.properties"));
        return launcher.prepareLaunch(
                "org.apache.kafka.connect.cli.ConnectDistributed",
                variables,
                ServerProcess.logFile(home, node),
                log4j,
                config);
    }

    @Override
    public @Nullable Integer metricsPort() {
        return launcher.metricsPort();
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    /** Returns the settings that do not depend on addresses. The worker of compose has them, too. */
    static Map<String, String> defaults(Topology topology) {
        return new ServerProperties()
                // By default this converter includes the schema in every message, as the walkthrough shows.
                .set("key.converter", JSON_CONVERTER)
                .set("value.converter", JSON_CONVERTER)
                // By default a NULL arrives as the default of its column.
                .set("key.converter.replace.null.with.default", "false")
                .set("value.converter.replace.null.with.default", "false")
                .set("config.storage.topic", "cdc_connect_configs")
                .set("offset.storage.topic", "cdc_connect_offsets")
                .set("status.storage.topic", "cdc_source_connect_statuses")
                .replicate(topology, "config.storage", "offset.storage", "status.storage")
                .set("offset.storage.partitions", 1)
                .set("status.storage.partitions", 1)
                // Limits redeliveries: a killed worker sends the records after its last flushed offset again.
                .set("offset.flush.interval.ms", 1000)
                .set("connector.client.config.override.policy", "All")
                .set("rest.extension.classes", "dev.ezcdc.connect.rest.ConnectorMetricsExtension")
                // By default the connectors of a worker that is gone wait five minutes for it.
                .set("scheduled.rebalance.max.delay.ms", 0)
                .set("session.timeout.ms", 3000)
                .set("heartbeat.interval.ms", 500)
                // The worker starts together with the broker and is ready first. Short retries save startup time.
                .set("reconnect.backoff.ms", 50)
                .set("reconnect.backoff.max.ms", 100)
                .set("retry.backoff.ms", 50)
                .set("retry.backoff.max.ms", 200)
                // The three internal topics rarely have news, so consumers that wait longer save processor time.
                .set("fetch.max.wait.ms", 5000)
                .setAll(topology.workers() == 1 ? Map.of() : SEVERAL_WORKERS)
                .toMap();
    }

    private ServerProperties buildProperties(int port, Set<String> variables) {
        return new ServerProperties()
                .set("bootstrap.servers", bootstrapServers)
                .set("group.id", "cdc-connect")
                .set("listeners", (tls == null ? "http" : "https") + "://127.0.0.1:" + port)
                .set("rest.advertised.host.name", "127.0.0.1")
                .set("rest.advertised.port", port)
                // A connector can refer to its password instead of showing it.
                .set("config.providers", "env")
                .set("config.providers.env.class", ENV_PROVIDER)
                .set("config.providers.env.param.allowlist.pattern", String.join("|", variables))
                // The connector is on the class path, so no plugin.path has to be searched.
                .set("plugin.discovery", "service_load")
                .setAll(defaults(topology))
                .setAll(tls == null ? Map.of() : tls.connectSettings())
                .setAll(overrides);
    }
}
