package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.CommitPolicy;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.consumer.internal.kafka.BootstrapServers;
import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import dev.ezcdc.consumer.redact.Redaction;
import java.util.Map;

/**
 * The validated options of a {@link dev.ezcdc.consumer.ChangeConsumer}, documented at its builder. The constructor throws an
 * {@link IllegalArgumentException} if one is invalid.
 */
public record ConsumerSettings(
        String bootstrapServers,
        Topics topics,
        String groupId,
        StartFrom startFrom,
        Map<String, String> clientProperties,
        DeadLetterTarget deadLetters,
        CommitPolicy commitPolicy,
        Delivery delivery,
        FailurePolicy failurePolicy,
        int threads,
        RecordFilter filter,
        Redaction redaction,
        RecordDecoder decoder) {

    public ConsumerSettings {
        BootstrapServers.parseHosts(bootstrapServers);
        if (groupId.isBlank()) {
            throw new IllegalArgumentException("groupId must not be blank");
        }
        if (threads < 1 || threads > 1000) {
            throw new IllegalArgumentException("threads must be between 1 and 1000: " + threads);
        }
        clientProperties = Map.copyOf(clientProperties);
        KafkaClients.requireSettable(clientProperties);
        if (deadLetters instanceof DeadLetterTarget.TopicTarget target && topics.includes(target.topic())) {
            throw new IllegalArgumentException(
                    "dead-letter topic " + target.topic() + " is also a source topic, which would loop");
        }
    }

    /** Returns the settings without the values of the client properties, which may include passwords. */
    @Override
    public String toString() {
        return topics + " at " + bootstrapServers + ", group " + groupId + ", from " + startFrom
                + ", client properties " + clientProperties.keySet() + ", dead letters to " + deadLetters + ", "
                + commitPolicy + ", " + delivery + ", " + failurePolicy + ", threads " + threads;
    }
}
