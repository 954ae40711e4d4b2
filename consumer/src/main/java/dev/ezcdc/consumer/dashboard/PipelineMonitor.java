package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the counters and samples that a {@link DashboardServer} shows. Pass it to the consumer as a listener. It counts
 * every record and samples a few, which costs the consumer's threads a few dozen nanoseconds per record and never blocks
 * them. Thread-safe.
 */
public final class PipelineMonitor implements ConsumerListener {

    private static final int MAX_TOPICS = 256;
    private static final String OTHER_TOPICS = "";

    private final Map<String, TopicStats> topics = new ConcurrentHashMap<>();
    private final Sample sample = new Sample();
    private final LongAdder otherRecords = new LongAdder();
    private final LongAdder handlerFailures = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder redeliveries = new LongAdder();
    private final LongAdder filteredOut = new LongAdder();
    private volatile @Nullable ConsumerStatus status;
    private volatile @Nullable String notice;

    /**
     * Exact counts since the start.
     *
     * @param changes the number of changes, without logical messages and with flattened rows
     * @param operations the number of change events by operation, with logical messages
     * @param topics the number of changes by topic
     * @param flattenedRows the number of rows that a transform flattened
     * @param otherRecords the number of records that are not changes, such as logical messages, tombstones and heartbeats
     */
    record Totals(
            long changes,
            Map<Operation, Long> operations,
            Map<String, Long> topics,
            long flattenedRows,
            long otherRecords,
            long handlerFailures,
            long deadLetters,
            long redeliveries,
            long filteredOut) {}

    /**
     * Sets the text that the dashboard shows while the consumer is not running, such as the program's current activity.
     *
     * @param newNotice a few words; null for none
     */
    public void setNotice(@Nullable String newNotice) {
        notice = newNotice;
    }

    @Override
    public void onStart(ConsumerStatus newStatus) {
        status = newStatus;
    }

    @Override
    public void onHandled(ConsumedRecord received) {
        if (received.record() instanceof ChangeEvent change) {
            statsFor(received.topic()).add(received, change);
            if (change.op() != Operation.MESSAGE) {
                sample.offer(received, change);
            }
        } else if (received.record() instanceof FlattenedRow) {
            statsFor(received.topic()).addFlattenedRow();
        } else {
            otherRecords.increment();
        }
    }

    private TopicStats statsFor(String topic) {
        TopicStats stats = topics.get(topic);
        if (stats == null) {
            stats = topics.computeIfAbsent(topics.size() < MAX_TOPICS ? topic : OTHER_TOPICS, name -> new TopicStats());
        }
        return stats;
    }

    @Override
    public void onHandlerFailed() {
        handlerFailures.increment();
    }

    @Override
    public void onDeadLettered(DeadLetter.Cause cause) {
        deadLetters.increment();
    }

    @Override
    public void onRedeliverySkipped() {
        redeliveries.increment();
    }

    @Override
    public void onFiltered() {
        filteredOut.increment();
    }

    @Nullable
    ConsumerStatus status() {
        return status;
    }

    @Nullable
    String notice() {
        return notice;
    }

    Totals totals() {
        Map<Operation, Long> operations = new EnumMap<>(Operation.class);
        Map<String, Long> byTopic = new ConcurrentHashMap<>();
        long changes = 0;
        long flattenedRows = 0;
        long others = otherRecords.sum();
        for (Map.Entry<String, TopicStats> topic : topics.entrySet()) {
            long topicFlattenedRows = topic.getValue().flattenedRows();
            long topicChanges = topicFlattenedRows;
            flattenedRows += topicFlattenedRows;
            for (Operation operation : Operation.values()) {
                long count = topic.getValue().count(operation);
                operations.merge(operation, count, Long::sum);
                if (operation == Operation.MESSAGE) {
                    others += count;
                } else {
                    topicChanges += count;
                }
            }
            if (topicChanges > 0) {
                byTopic.put(topic.getKey(), topicChanges);
            }
            changes += topicChanges;
        }
        return new Totals(
                changes,
                operations,
                byTopic,
                flattenedRows,
                others,
                handlerFailures.sum(),
                deadLetters.sum(),
                redeliveries.sum(),
                filteredOut.sum());
    }

    /**
     * Returns the changes sampled since the last call: an even sample of all changes, plus the first change of each topic
     * and operation, at most {@code maxFirsts} of them.
     */
    Sample.Contents drainSample(int maxFirsts) {
        List<SampledChange> firsts = new ArrayList<>();
        topics.values().forEach(topic -> topic.drainFirsts(firsts));
        Sample.Contents even = sample.drain();
        Set<ConsumedRecord> included = Collections.newSetFromMap(new IdentityHashMap<>());
        List<SampledChange> shown = new ArrayList<>(even.shown());
        shown.forEach(sampled -> included.add(sampled.received()));
        firsts.stream()
                .sorted(SampledChange::compareHandledTime)
                .filter(sampled -> included.add(sampled.received()))
                .limit(maxFirsts)
                .forEach(shown::add);
        shown.sort(SampledChange::compareHandledTime);
        return new Sample.Contents(even.hops(), shown);
    }
}
