package dev.ezcdc.consumer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a {@link ChangeConsumer} reads and how.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param group the consumer group, under whose name Kafka keeps the offsets
 * @param clientProperties further settings of Kafka's clients (TLS, SASL, fetch sizes…), which win over the defaults here
 */
public record ConsumerSettings(
        String bootstrapServers,
        Topics topics,
        String group,
        StartFrom startFrom,
        Map<String, String> clientProperties,
        DeadLetterTarget deadLetters,
        CommitPolicy commitPolicy) {

    /** What has a setting of its own here, or that the promise of delivery rests on. */
    private static final Set<String> OWN = Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    public ConsumerSettings {
        BootstrapServers.hosts(bootstrapServers);
        if (group.isBlank()) {
            throw new IllegalArgumentException("a consumer group's name is needed");
        }
        clientProperties = Map.copyOf(clientProperties);
        for (String property : clientProperties.keySet()) {
            if (OWN.contains(property)) {
                throw new IllegalArgumentException(
                        "the client property " + property + " can't be set: the consumer sets it itself");
            }
        }
        if (deadLetters instanceof DeadLetterTarget.ToTopic target && topics.includes(target.topic())) {
            throw new IllegalArgumentException("the dead-letter topic " + target.topic()
                    + " is among the topics that are read: malformed records would go round for ever");
        }
    }

    /** Settings with defaults for everything else, to be changed as needed. */
    public static Builder builder(String bootstrapServers, Topics topics, String group) {
        return new Builder(bootstrapServers, topics, group);
    }

    /** Without the values of the client properties: there may be passwords among them. */
    @Override
    public String toString() {
        return topics + " at " + bootstrapServers + ", group " + group + ", from " + startFrom + ", client properties "
                + clientProperties.keySet() + ", malformed records to " + deadLetters + ", " + commitPolicy;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final String bootstrapServers;
        private final Topics topics;
        private final String group;
        private StartFrom startFrom = StartFrom.EARLIEST;
        private Map<String, String> clientProperties = Map.of();
        private DeadLetterTarget deadLetters = new DeadLetterTarget.ToFile(Path.of("dead-letters.jsonl"));
        private CommitPolicy commitPolicy = CommitPolicy.every(Duration.ofMillis(200));

        private Builder(String bootstrapServers, Topics topics, String group) {
            this.bootstrapServers = bootstrapServers;
            this.topics = topics;
            this.group = group;
        }

        /** Default: {@link StartFrom#EARLIEST}. */
        public Builder startFrom(StartFrom newStartFrom) {
            startFrom = newStartFrom;
            return this;
        }

        /** Default: none. */
        public Builder clientProperties(Map<String, String> newClientProperties) {
            clientProperties = newClientProperties;
            return this;
        }

        /** Default: the file {@code dead-letters.jsonl} in the working directory. */
        public Builder deadLetters(DeadLetterTarget newDeadLetters) {
            deadLetters = newDeadLetters;
            return this;
        }

        /** Default: every 200 ms. */
        public Builder commitPolicy(CommitPolicy newCommitPolicy) {
            commitPolicy = newCommitPolicy;
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if they can't be right; the message says what to change
         */
        public ConsumerSettings build() {
            return new ConsumerSettings(
                    bootstrapServers, topics, group, startFrom, clientProperties, deadLetters, commitPolicy);
        }
    }
}
