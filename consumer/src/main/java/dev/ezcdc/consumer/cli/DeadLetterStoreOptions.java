package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.deadletter.DeadLetterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where dead letters are kept, and where Kafka is, as options. */
final class DeadLetterStoreOptions {

    @ArgGroup
    private @Nullable Location location;

    private static final class Location {
        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "The file that they are kept in. Default: dead-letters.jsonl.")
        private @Nullable Path file;

        @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic that they are kept in instead.")
        private @Nullable String topic;
    }

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    /** An {@link IllegalArgumentException} or {@link IOException} says what is wrong with the options. */
    KafkaOptions.Connection kafka(String defaultBootstrapServers, Map<String, String> environment) throws IOException {
        return kafka.connection(defaultBootstrapServers, environment);
    }

    /** An {@link IllegalArgumentException} if there is none. */
    DeadLetterStore open(KafkaOptions.Connection connection) throws IOException {
        if (location != null && location.topic != null) {
            return DeadLetterStore.forTopic(location.topic, connection.bootstrapServers(), connection.clientProperties());
        }
        Path file = location == null || location.file == null ? Path.of("dead-letters.jsonl") : location.file;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no file " + file + "; name another with --file, or a topic with --topic");
        }
        return DeadLetterStore.forFile(file);
    }
}
