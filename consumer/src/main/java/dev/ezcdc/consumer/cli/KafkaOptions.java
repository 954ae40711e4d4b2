package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.internal.kafka.BootstrapServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka is, as options; what they leave open comes from the environment, the file of client settings, defaults. */
final class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            order = 1,
            paramLabel = "HOST:PORT",
            description =
                    "Where Kafka is; several by commas. Default: KAFKA_CDC_BOOTSTRAP_SERVERS from the environment,"
                            + " else localhost:29092.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-config",
            order = 8,
            paramLabel = "FILE",
            description = "A properties file with further settings for Kafka's clients, such as TLS and SASL. Default:"
                    + " the one that KAFKA_CDC_KAFKA_CONFIG names. KAFKA_CDC_CLIENT_SASL_MECHANISM in the environment"
                    + " is sasl.mechanism and wins, and so with all of them.")
    private @Nullable Path kafkaConfig;

    /**
     * What to connect with.
     *
     * @param group the consumer group, if the client settings name one
     * @param clientProperties all else that the client settings say
     */
    record Connection(String bootstrapServers, @Nullable String group, Map<String, String> clientProperties) {}

    /** An {@link IllegalArgumentException} or {@link IOException} says what is wrong with the options. */
    Connection connection(String defaultBootstrapServers, Map<String, String> environment) throws IOException {
        Map<String, String> client = ClientSettings.read(kafkaConfig, environment);
        String servers = first(
                bootstrapServers,
                environment.get("KAFKA_CDC_BOOTSTRAP_SERVERS"),
                client.remove(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                defaultBootstrapServers);
        BootstrapServers.parseHosts(servers);
        return new Connection(servers, client.remove(ConsumerConfig.GROUP_ID_CONFIG), client);
    }

    /** The first that is given: not null, not empty. The last always is. */
    static String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
