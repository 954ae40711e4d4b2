package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.TextFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One Kafka Connect distributed worker with Debezium's PostgreSQL connector on its class path.
 *
 * @param home the stack's home directory
 * @param java the worker's and the connector's jars
 * @param kafkaPort where the broker is
 * @param overrides settings that win over ours
 */
public record ConnectServer(Path home, JvmLauncher launcher, int kafkaPort, Map<String, String> overrides)
        implements Server {
    @Override
    public StackService service() {
        return StackService.CONNECT;
    }

    @Override
    public Launch prepare(int port) {
        Path config = TextFiles.write(home.resolve("conf/connect.properties"), TextFiles.formatProperties(buildConfig(port)));
        Path log4j = TextFiles.write(
                home.resolve("conf/connect-log4j2.properties"), TextFiles.readResource("log4j2.properties"));
        return launcher.prepareLaunch(
                "org.apache.kafka.connect.cli.ConnectDistributed",
                List.of("-Dlog4j2.configurationFile=" + log4j),
                List.of(config.toString()));
    }

    @Override
    public boolean answers(int port) {
        return LoopbackPorts.isListening(port);
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(20);
    }

    private Map<String, String> buildConfig(int port) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", "127.0.0.1:" + kafkaPort);
        config.put("group.id", "cdc-connect");
        config.put("listeners", "http://127.0.0.1:" + port);
        config.put("rest.advertised.host.name", "127.0.0.1");
        config.put("rest.advertised.port", Integer.toString(port));
        // The schema in every message, as in the walkthrough.
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("config.storage.topic", "cdc_connect_configs");
        config.put("offset.storage.topic", "cdc_connect_offsets");
        config.put("status.storage.topic", "cdc_source_connect_statuses");
        for (String storage : List.of("config", "offset", "status")) {
            config.put(storage + ".storage.replication.factor", "1");
        }
        config.put("offset.storage.partitions", "1");
        config.put("status.storage.partitions", "1");
        // What a killed worker has sent since the last flush is sent again.
        config.put("offset.flush.interval.ms", "1000");
        config.put("connector.client.config.override.policy", "All");
        // No plugin.path: the connector is on the class path, and need not be searched for.
        config.put("plugin.discovery", "service_load");
        // One worker: nobody to wait for when it comes back.
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("session.timeout.ms", "3000");
        config.put("heartbeat.interval.ms", "500");
        // It is started beside the broker and is the quicker one: try often, for a second later costs a second.
        config.put("reconnect.backoff.ms", "50");
        config.put("reconnect.backoff.max.ms", "100");
        config.put("retry.backoff.ms", "50");
        config.put("retry.backoff.max.ms", "200");
        config.putAll(overrides);
        return config;
    }
}
