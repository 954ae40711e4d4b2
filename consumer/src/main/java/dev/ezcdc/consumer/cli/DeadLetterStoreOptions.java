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

/** The options that select the stored dead letters, and those for connecting to Kafka. */
final class DeadLetterStoreOptions {

    @ArgGroup
    private @Nullable Location location;

    private static final class Location {
        @Option(
                names = "--file",
                order = 1,
                paramLabel = "FILE",
                description = "File that contains the dead letters. Default: dead-letters.jsonl.")
        private @Nullable Path file;

        @Option(
                names = "--topic",
                order = 2,
                paramLabel = "TOPIC",
                description = "Topic that contains the dead letters, instead of a file.")
        private @Nullable String topic;
    }

    @Mixin
    private final KafkaOptions kafkaOptions = new KafkaOptions();

    /** Resolves the connection settings; see {@link KafkaOptions#connection}. */
    KafkaOptions.Connection connection(KafkaOptions.Defaults defaults, Map<String, String> environment)
            throws IOException {
        return kafkaOptions.connection(defaults, environment);
    }

    /**
     * Opens the store.
     *
     * @throws IllegalArgumentException if the file does not exist
     */
    DeadLetterStore open(KafkaOptions.Connection connection) throws IOException {
        if (location != null && location.topic != null) {
            return DeadLetterStore.forTopic(
                    location.topic, connection.bootstrapServers(), connection.clientProperties());
        }
        Path file = location == null || location.file == null ? Path.of("dead-letters.jsonl") : location.file;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "file not found: " + file + ". Use --file for another file, or --topic for a topic.");
        }
        return DeadLetterStore.forFile(file);
    }
}
