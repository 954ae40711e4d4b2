package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.delivery.RedeliveryFilter;
import dev.ezcdc.envelope.delivery.RedeliveryState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes that the connector wrote again, partition by partition. What each filter remembers is committed with the
 * offset, and taken up again with it. Used by the polling thread alone.
 */
public final class RedeliveryFilters {

    /** The one runs ahead with what is begun, the other follows with what is done: only that may be committed. */
    private record Filters(RedeliveryFilter ahead, RedeliveryFilter behind) {}

    private final KafkaConsumer<?, ?> consumer;
    private final Map<TopicPartition, Filters> filters = new HashMap<>();

    public RedeliveryFilters(KafkaConsumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Takes up what was committed for these partitions. */
    public void assigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Predicate<TopicPartition> only =
                partition -> consumer.partitionsFor(partition.topic()).size() == 1;
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata offset = committed.get(partition);
            String state = offset == null ? "" : offset.metadata();
            boolean onlyPartition = only.test(partition);
            filters.put(partition, new Filters(filter(onlyPartition, state), filter(onlyPartition, state)));
        }
    }

    private static RedeliveryFilter filter(boolean onlyPartition, String state) {
        RedeliveryFilter filter =
                onlyPartition ? RedeliveryFilter.forSinglePartitionTopic() : RedeliveryFilter.forPartition();
        filter.restore(RedeliveryState.fromText(state));
        return filter;
    }

    public void forget(Collection<TopicPartition> partitions) {
        filters.keySet().removeAll(partitions);
    }

    /** Whether the change was there before; to be asked once for each, in order. */
    boolean isRedelivery(TopicPartition partition, ChangeEvent change) {
        Filters ours = filters.get(partition);
        return ours != null && !ours.ahead.accept(change);
    }

    /** The change is done, as are all before it in its partition. */
    public void done(TopicPartition partition, ChangeEvent change) {
        Filters ours = filters.get(partition);
        if (ours != null) {
            ours.behind.accept(change);
        }
    }

    /** What is to be committed beside the offset behind the last change that is {@link #done}. */
    public String state(TopicPartition partition) {
        Filters ours = filters.get(partition);
        return ours == null ? "" : ours.behind.state().toText();
    }
}
