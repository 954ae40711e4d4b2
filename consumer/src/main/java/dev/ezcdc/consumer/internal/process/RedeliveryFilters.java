package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.delivery.RedeliveryFilter;
import dev.ezcdc.envelope.delivery.RedeliveryState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The redelivery filters of the assigned partitions. Their state is stored as metadata of the committed offsets, and restored
 * from there. Confined to the polling thread.
 */
public final class RedeliveryFilters {

    /**
     * Two filters, because records can start before earlier ones finish, and only the state of finished ones may be
     * committed.
     *
     * @param started has accepted the changes that were passed to handlers
     * @param finished has accepted the changes that are finished; remembers only as many as a state holds
     */
    private record FilterPair(RedeliveryFilter started, RedeliveryFilter finished) {}

    private static final int STATE_WINDOW = 512;

    private final Consumer<?, ?> client;
    private final ConsumerListener listener;
    private final Map<TopicPartition, FilterPair> filters = new HashMap<>();

    public RedeliveryFilters(Consumer<?, ?> client, ConsumerListener listener) {
        this.client = client;
        this.listener = listener;
    }

    /** Restores the committed state of newly assigned partitions. */
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = client.committed(new HashSet<>(partitions));
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata offset = committed.get(partition);
            RedeliveryState state = readState(partition, offset == null ? "" : offset.metadata());
            FilterPair pair = new FilterPair(RedeliveryFilter.create(), RedeliveryFilter.create(STATE_WINDOW));
            pair.started.restore(state);
            pair.finished.restore(state);
            filters.put(partition, pair);
        }
    }

    private RedeliveryState readState(TopicPartition partition, String text) {
        RedeliveryState state = RedeliveryState.fromText(text);
        if (state == null) {
            listener.onNotice(new ConsumerNotice(
                    ConsumerNotice.Kind.STATE_DISCARDED,
                    "discarded the redelivery state of " + partition + ", which has another form: changes that the"
                            + " connector wrote before and writes again now are delivered once more"));
            return RedeliveryState.EMPTY;
        }
        return state;
    }

    public void forget(Collection<TopicPartition> partitions) {
        filters.keySet().removeAll(partitions);
    }

    /**
     * Returns whether the change is delivered for the first time, and remembers it. Must be called once for each change, in
     * order.
     */
    boolean accept(TopicPartition partition, ChangeEvent change) {
        FilterPair pair = filters.get(partition);
        return pair == null || pair.started.accept(change);
    }

    /** Marks a change as finished. All earlier ones of the partition must be finished. */
    public void markFinished(TopicPartition partition, ChangeEvent change) {
        FilterPair pair = filters.get(partition);
        if (pair != null) {
            pair.finished.accept(change);
        }
    }

    /** Returns the state to commit with the offset after the last finished change. */
    public String state(TopicPartition partition) {
        FilterPair pair = filters.get(partition);
        return pair == null ? "" : pair.finished.state().toText();
    }
}
