package dev.ezcdc.consumer;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Takes partitions and gives them back, with what was handled committed. Called within polls only. */
final class Partitions implements ConsumerRebalanceListener {

    private final KafkaConsumer<?, ?> consumer;
    private final Commits commits;
    private final boolean fromBeginning;
    private final Set<TopicPartition> rewound = new HashSet<>();

    Partitions(KafkaConsumer<?, ?> consumer, Commits commits, StartFrom startFrom) {
        this.consumer = consumer;
        this.commits = commits;
        this.fromBeginning = startFrom == StartFrom.BEGINNING;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (fromBeginning) {
            // Once each: a partition that comes back goes on where it was committed.
            Set<TopicPartition> unread = new HashSet<>(partitions);
            unread.removeAll(rewound);
            if (!unread.isEmpty()) { // an empty collection would mean all
                consumer.seekToBeginning(unread);
                rewound.addAll(unread);
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commitNow();
        commits.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        commits.forget(partitions);
    }
}
