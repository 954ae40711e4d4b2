package dev.ezcdc.infra.health;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.os.Exceptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Finds partitions with too few replicas, which a client of the cluster does not notice until one more broker is lost. */
record ReplicaInspector(Endpoints endpoints) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    void inspect(Consumer<String> notes, Consumer<String> problems) {
        Map<String, Object> settings = new HashMap<>(endpoints.kafkaClientSettings());
        settings.put("default.api.timeout.ms", Long.toString(TIMEOUT.toMillis()));
        settings.put("request.timeout.ms", Long.toString(TIMEOUT.toMillis()));
        try (Admin admin = Admin.create(settings)) {
            List<TopicDescription> topics =
                    List.copyOf(admin.describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                                    .names()
                                    .get())
                            .allTopicNames()
                            .get()
                            .values());
            List<String> lagging = topics.stream()
                    .filter(topic -> topic.partitions().stream().anyMatch(ReplicaInspector::isUnderReplicated))
                    .map(TopicDescription::name)
                    .sorted()
                    .toList();
            if (!lagging.isEmpty()) {
                notes.accept(
                        lagging.size() + " of " + topics.size() + " topics have a replica that is not in sync yet, so"
                                + " the loss of one more broker could stop them: " + String.join(", ", lagging));
            }
        } catch (ExecutionException e) {
            problems.accept("the brokers do not answer: "
                    + Exceptions.message(e.getCause() == null ? e : e.getCause())
                    + ". Without a majority of them nothing is written. Run `./cdc up`");
        } catch (InterruptedException e) {
            throw Exceptions.forInterrupt(e);
        }
    }

    private static boolean isUnderReplicated(TopicPartitionInfo partition) {
        return partition.isr().size() < partition.replicas().size();
    }
}
