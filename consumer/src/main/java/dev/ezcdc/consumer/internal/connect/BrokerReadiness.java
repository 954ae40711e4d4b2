package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerSettings;
import dev.ezcdc.consumer.internal.kafka.BootstrapServers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka and the topics are there. Kafka's client only retries, silently or in its log; this asks, waits and says
 * what it waits for.
 */
public final class BrokerReadiness {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final long IDLE_BEFORE_LOOK_NANOS = Duration.ofSeconds(3).toNanos();

    private final ConsumerSettings settings;
    private final StopToken stop;
    private final WaitReporter waiting;
    private long quietSinceNanos = System.nanoTime();

    public BrokerReadiness(ConsumerSettings settings, StopToken stop, Consumer<String> notices, HealthTracker health) {
        this.settings = settings;
        this.stop = stop;
        this.waiting = new WaitReporter(notices, health);
    }

    /** Returns when a client can be made, or a stop is requested. */
    public void awaitAddress() {
        while (!stop.requested() && !BootstrapServers.anyResolves(settings.bootstrapServers())) {
            waiting.forThis("Kafka: no host of " + settings.bootstrapServers() + " has an address yet");
            stop.await(BETWEEN_LOOKS);
        }
    }

    /**
     * Returns when Kafka answers and has one of the topics, or a stop is requested; whether there was a Kafka without the
     * topics.
     */
    public boolean awaitTopics(KafkaConsumer<?, ?> client) {
        boolean withoutTopics = false;
        while (!stop.requested()) {
            String missing = missing(client);
            if (missing == null) {
                waiting.over();
                quietSinceNanos = System.nanoTime();
                return withoutTopics;
            }
            withoutTopics |= missing.startsWith(settings.topics().toString());
            waiting.forThis(missing);
            stop.await(BETWEEN_LOOKS);
        }
        return withoutTopics;
    }

    /** A poll brought records. */
    public void recordsCame() {
        quietSinceNanos = System.nanoTime();
        waiting.over();
    }

    /** A poll brought none: after some seconds of that, looks why. */
    public void nothingCame(KafkaConsumer<?, ?> client) {
        if (System.nanoTime() - quietSinceNanos < IDLE_BEFORE_LOOK_NANOS) {
            return;
        }
        Set<TopicPartition> assigned = client.assignment();
        if (!assigned.isEmpty() && answers(client, assigned)) {
            waiting.over();
        } else {
            String missing = missing(client);
            if (missing != null) {
                waiting.forThis(missing);
            } else if (assigned.isEmpty()) {
                waiting.forThis("partitions of " + settings.topics() + ": others of the group " + settings.group()
                        + " have them, or are taking leave");
            }
        }
        quietSinceNanos = System.nanoTime();
    }

    private static boolean answers(KafkaConsumer<?, ?> client, Set<TopicPartition> assigned) {
        try {
            client.endOffsets(assigned, ANSWER);
            return true;
        } catch (TimeoutException silence) {
            return false;
        }
    }

    /** What is not there, or null if all is. */
    private @Nullable String missing(KafkaConsumer<?, ?> client) {
        Set<String> topics;
        try {
            topics = client.listTopics(ANSWER).keySet();
        } catch (TimeoutException silence) {
            return "Kafka at " + settings.bootstrapServers()
                    + ", which doesn't answer (should it run: is its advertised.listeners right?)";
        }
        if (topics.stream().anyMatch(settings.topics()::includes)) {
            return null;
        }
        Set<String> others = new TreeSet<>(topics);
        others.removeIf(topic -> topic.startsWith("_"));
        return settings.topics() + " at " + settings.bootstrapServers()
                + ", which Debezium makes with the first change; there are "
                + (others.isEmpty()
                        ? "no topics yet"
                        : others.stream().limit(10).toList());
    }
}
