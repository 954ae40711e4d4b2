package dev.ezcdc.consumer;

import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.consumer.internal.kafka.BootstrapServers;
import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ChangeConsumer} reads and how.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param group the consumer group, under whose name Kafka keeps the offsets
 * @param clientProperties further settings of Kafka's clients (TLS, SASL, fetch sizes…), which win over the defaults here
 * @param threads how many handle records at a time, see {@link Builder#threads}
 * @param observers hear what the consumer does, in their order
 */
public record ConsumerSettings(
        String bootstrapServers,
        Topics topics,
        String group,
        StartFrom startFrom,
        Map<String, String> clientProperties,
        DeadLetterTarget deadLetters,
        CommitPolicy commitPolicy,
        Delivery delivery,
        FailurePolicy failurePolicy,
        int threads,
        RecordFilter filter,
        Redaction redaction,
        RecordDecoder decoding,
        List<ConsumerListener> observers) {

    public ConsumerSettings {
        BootstrapServers.hosts(bootstrapServers);
        if (group.isBlank()) {
            throw new IllegalArgumentException("a consumer group's name is needed");
        }
        if (threads < 1 || threads > 1000) {
            throw new IllegalArgumentException("from 1 to 1000 threads can handle records, not " + threads);
        }
        clientProperties = Map.copyOf(clientProperties);
        observers = List.copyOf(observers);
        KafkaClients.requireSettable(clientProperties);
        if (deadLetters instanceof DeadLetterTarget.TopicTarget target && topics.includes(target.topic())) {
            throw new IllegalArgumentException("the dead-letter topic " + target.topic()
                    + " is among the topics that are read: they would go round for ever");
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
                + clientProperties.keySet() + ", dead letters to " + deadLetters + ", " + commitPolicy + ", " + delivery
                + ", " + failurePolicy
                + ", threads " + threads;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final String bootstrapServers;
        private final Topics topics;
        private final String group;
        private StartFrom startFrom = StartFrom.COMMITTED_OR_EARLIEST;
        private Map<String, String> clientProperties = Map.of();
        private DeadLetterTarget deadLetters = new DeadLetterTarget.FileTarget(Path.of("dead-letters.jsonl"));
        private CommitPolicy commitPolicy = CommitPolicy.every(Duration.ofMillis(200));
        private Delivery delivery = Delivery.AT_LEAST_ONCE;
        private FailurePolicy failurePolicy = FailurePolicy.retryThenDeadLetter();
        private int threads = 1;
        private RecordFilter filter = RecordFilter.ALL;
        private Redaction redaction = Redaction.NONE;
        private RecordDecoder decoding = new EnvelopeDecoder()::decode;
        private final List<ConsumerListener> observers = new ArrayList<>();

        private Builder(String bootstrapServers, Topics topics, String group) {
            this.bootstrapServers = bootstrapServers;
            this.topics = topics;
            this.group = group;
        }

        /** Default: {@link StartFrom#COMMITTED_OR_EARLIEST}. */
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

        /** Default: {@link Delivery#AT_LEAST_ONCE}. */
        public Builder delivery(Delivery newDelivery) {
            delivery = newDelivery;
            return this;
        }

        /** Default: {@link FailurePolicy#retryThenDeadLetter()}. */
        public Builder failurePolicy(FailurePolicy newFailurePolicy) {
            failurePolicy = newFailurePolicy;
            return this;
        }

        /**
         * How many threads handle the records of a poll. With one, the default, that is the thread in {@link
         * ChangeConsumer#run()}, and records of a partition come in their order. With more, the handler is called by
         * several at a time, and records of a key come in their order; those without a key come alone.
         */
        public Builder threads(int newThreads) {
            threads = newThreads;
            return this;
        }

        /** Default: everything. What is left out counts as handled. */
        public Builder filter(RecordFilter newFilter) {
            filter = newFilter;
            return this;
        }

        /** Default: nothing is redacted. */
        public Builder redaction(Redaction newRedaction) {
            redaction = newRedaction;
            return this;
        }

        /** Default: a new {@link EnvelopeDecoder}'s, with Debezium's default settings. */
        public Builder decoding(RecordDecoder newDecoding) {
            decoding = newDecoding;
            return this;
        }

        /** One more that hears what the consumer does. Default: nobody does. */
        public Builder observer(ConsumerListener newObserver) {
            observers.add(newObserver);
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if they can't be right; the message says what to change
         */
        public ConsumerSettings build() {
            return new ConsumerSettings(
                    bootstrapServers,
                    topics,
                    group,
                    startFrom,
                    clientProperties,
                    deadLetters,
                    commitPolicy,
                    delivery,
                    failurePolicy,
                    threads,
                    filter,
                    redaction,
                    decoding,
                    observers);
        }
    }
}
