package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.internal.kafka.BootstrapServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for connecting to Kafka. For those not given, the environment applies, then the file of client settings, then
 * defaults.
 */
final class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            order = 10,
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, separated by commas. Default: KAFKA_CDC_BOOTSTRAP_SERVERS from the"
                    + " environment, else localhost:29092.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-config",
            order = 11,
            paramLabel = "FILE",
            description = "Properties file with more Kafka client settings, such as TLS and SASL. Default: the file in"
                    + " KAFKA_CDC_KAFKA_CONFIG. The environment overrides it; for sasl.mechanism, set"
                    + " KAFKA_CDC_CLIENT_SASL_MECHANISM.")
    private @Nullable Path kafkaConfig;

    /**
     * The resolved connection settings.
     *
     * @param bootstrapServers the brokers
     * @param group the consumer group, if the client settings contain one
     * @param clientProperties the other client settings
     */
    record Connection(String bootstrapServers, @Nullable String group, Map<String, String> clientProperties) {}

    /**
     * The brokers that are used if neither options nor environment name any.
     *
     * @param bootstrapServers the brokers
     * @param clientProperties client settings for these brokers only; the file of client settings and the environment
     *     override them
     * @param topics the topics that {@code consume} reads if neither options nor environment name any
     */
    record Defaults(String bootstrapServers, Map<String, String> clientProperties, Topics topics) {
        private static final Topics CUSTOMERS = Topics.named("cdctest.public.customers");

        Defaults(String bootstrapServers, Map<String, String> clientProperties) {
            this(bootstrapServers, clientProperties, CUSTOMERS);
        }
    }

    /**
     * Resolves the connection settings.
     *
     * @throws IllegalArgumentException if an option is invalid
     * @throws IOException if the file of client settings cannot be read
     */
    Connection connection(Defaults defaults, Map<String, String> environment) throws IOException {
        Map<String, String> client = ClientSettings.read(kafkaConfig, environment);
        String servers = firstNonEmpty(
                bootstrapServers,
                environment.get("KAFKA_CDC_BOOTSTRAP_SERVERS"),
                client.remove(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                defaults.bootstrapServers());
        BootstrapServers.parseHosts(servers);
        if (servers.equals(defaults.bootstrapServers())) {
            defaults.clientProperties().forEach(client::putIfAbsent);
        }
        return new Connection(servers, client.remove(ConsumerConfig.GROUP_ID_CONFIG), client);
    }

    /** Returns the first candidate that is neither null nor empty; the empty string if there is none. */
    static String firstNonEmpty(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
