package dev.ezcdc.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where dead letters are kept, and where Kafka is, as options. */
final class LetterBoxOptions {

    @ArgGroup
    private @Nullable Kept kept;

    private static final class Kept {
        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "The file that they are kept in. Default: dead-letters.jsonl.")
        private @Nullable Path file;

        @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic that they are kept in instead.")
        private @Nullable String topic;
    }

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is. Default: KAFKA_CDC_BOOTSTRAP_SERVERS from the environment, else this"
                    + " machine's stack.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Settings for Kafka's clients, as for consume.")
    private @Nullable Path kafkaConfig;

    /** What to connect with. */
    record Kafka(String bootstrapServers, Map<String, String> clientProperties) {}

    Kafka kafka(String defaultBootstrapServers, Map<String, String> environment) throws IOException {
        Map<String, String> client = ClientSettings.read(kafkaConfig, environment);
        String configured = client.remove(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        String fromEnvironment = environment.getOrDefault("KAFKA_CDC_BOOTSTRAP_SERVERS", "");
        String servers = defaultBootstrapServers;
        if (bootstrapServers != null) {
            servers = bootstrapServers;
        } else if (!fromEnvironment.isBlank()) {
            servers = fromEnvironment;
        } else if (configured != null) {
            servers = configured;
        }
        BootstrapServers.hosts(servers);
        return new Kafka(servers, client);
    }

    /** An {@link IllegalArgumentException} if there is none. */
    LetterBox open(Kafka kafka) throws IOException {
        if (kept != null && kept.topic != null) {
            return TopicLetterBox.open(kept.topic, kafka.bootstrapServers(), kafka.clientProperties());
        }
        Path file = kept == null || kept.file == null ? Path.of("dead-letters.jsonl") : kept.file;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no file " + file + "; name another with --file, or a topic with --topic");
        }
        return new FileLetterBox(file);
    }
}
