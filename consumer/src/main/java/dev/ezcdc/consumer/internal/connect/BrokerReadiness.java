package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.internal.kafka.BootstrapServers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for Kafka and the topics, and reports the reason. Kafka's client retries silently or only logs. Confined to the
 * polling thread.
 */
public final class BrokerReadiness {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);
    private static final long IDLE_NANOS_BEFORE_CHECK = Duration.ofSeconds(3).toNanos();

    private final ConsumerSettings settings;
    private final StopToken stop;
    private final WaitReporter reporter;
    private long idleSinceNanos = System.nanoTime();

    /** @param topicsOnly whether Kafka responds, but has none of the topics */
    private record Obstacle(boolean topicsOnly, String description) {}

    public BrokerReadiness(ConsumerSettings settings, StopToken stop, WaitReporter reporter) {
        this.settings = settings;
        this.stop = stop;
        this.reporter = reporter;
    }

    /** Returns when a client can be created, or a stop is requested. */
    public void awaitAddress() {
        while (!stop.isRequested() && !BootstrapServers.canResolveAny(settings.bootstrapServers())) {
            reporter.waitingFor("Kafka: no host of " + settings.bootstrapServers() + " has an IP address yet");
            stop.await(CHECK_INTERVAL);
        }
    }

    /**
     * Returns when Kafka responds and has at least one of the topics, or a stop is requested.
     *
     * @return whether Kafka responded before it had any of the topics, so that they are new
     */
    public boolean awaitTopics(Consumer<?, ?> client) {
        boolean topicsAreNew = false;
        while (!stop.isRequested()) {
            Obstacle obstacle = findObstacle(client);
            if (obstacle == null) {
                markReady();
                return topicsAreNew;
            }
            topicsAreNew |= obstacle.topicsOnly();
            reporter.waitingFor(obstacle.description());
            stop.await(CHECK_INTERVAL);
        }
        return topicsAreNew;
    }

    /** To be called after a poll that returned records. */
    public void onRecords() {
        markReady();
    }

    private void markReady() {
        idleSinceNanos = System.nanoTime();
        reporter.done();
    }

    /** To be called after a poll that returned no records. After some seconds of them, finds and reports the reason. */
    public void onEmptyPoll(Consumer<?, ?> client) {
        if (System.nanoTime() - idleSinceNanos < IDLE_NANOS_BEFORE_CHECK) {
            return;
        }
        Set<TopicPartition> assigned = client.assignment();
        if (!assigned.isEmpty() && isResponding(client, assigned)) {
            reporter.done();
        } else {
            Obstacle obstacle = findObstacle(client);
            if (obstacle != null) {
                reporter.waitingFor(obstacle.description());
            } else if (assigned.isEmpty()) {
                reporter.waitingFor("partitions of " + settings.topics() + ": other members of group "
                        + settings.groupId() + " hold them or are leaving");
            }
        }
        idleSinceNanos = System.nanoTime();
    }

    private static boolean isResponding(Consumer<?, ?> client, Set<TopicPartition> assigned) {
        try {
            client.endOffsets(assigned, REQUEST_TIMEOUT);
            return true;
        } catch (TimeoutException notResponding) {
            return false;
        }
    }

    private @Nullable Obstacle findObstacle(Consumer<?, ?> client) {
        Set<String> topics;
        try {
            topics = client.listTopics(REQUEST_TIMEOUT).keySet();
        } catch (TimeoutException notResponding) {
            return new Obstacle(
                    false,
                    "Kafka at " + settings.bootstrapServers()
                            + ": not responding; if it is running, check its advertised.listeners, and whether"
                            + " security.protocol is right");
        }
        if (topics.stream().anyMatch(settings.topics()::includes)) {
            return null;
        }
        Set<String> others = new TreeSet<>(topics);
        others.removeIf(topic -> topic.startsWith("_"));
        return new Obstacle(
                true,
                settings.topics() + " at " + settings.bootstrapServers()
                        + ": Debezium creates a topic with its first change; existing topics: "
                        + (others.isEmpty() ? "none" : others.stream().limit(10).toList()));
    }
}
