package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.envelope.ChangeEvent;
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
 * Watches a consumer for a {@link DashboardServer}. Given to {@link dev.ezcdc.consumer.ChangeConsumer.Builder#listener}, it
 * counts every record and keeps a few, which costs the consumer's threads a few dozen nanoseconds each and never a wait.
 * Thread-safe.
 */
public final class PipelineMonitor implements ConsumerListener {

    private static final int MOST_TOPICS = 256;
    private static final String OTHERS = "";

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
     * What there was so far, exactly.
     *
     * @param otherRecords tombstones, heartbeats and whatever else is no change
     */
    record Totals(
            long changes,
            Map<Operation, Long> operations,
            Map<String, Long> topics,
            long otherRecords,
            long handlerFailures,
            long deadLetters,
            long redeliveries,
            long filteredOut) {}

    /** Shows in a few words what is being done, until something else is said; null: nothing in particular. */
    public void say(@Nullable String newNotice) {
        notice = newNotice;
    }

    @Override
    public void onStart(ConsumerStatus newStatus) {
        status = newStatus;
    }

    @Override
    public void onHandled(ConsumedRecord received) {
        if (received.record() instanceof ChangeEvent change) {
            topic(received.topic()).add(received, change);
            sample.offer(received, change);
        } else {
            otherRecords.increment();
        }
    }

    private TopicStats topic(String name) {
        TopicStats topic = topics.get(name);
        if (topic == null) {
            topic = topics.computeIfAbsent(topics.size() < MOST_TOPICS ? name : OTHERS, made -> new TopicStats());
        }
        return topic;
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
        for (Map.Entry<String, TopicStats> topic : topics.entrySet()) {
            long ofTopic = 0;
            for (Operation operation : Operation.values()) {
                long count = topic.getValue().count(operation);
                operations.merge(operation, count, Long::sum);
                ofTopic += count;
            }
            byTopic.put(topic.getKey(), ofTopic);
            changes += ofTopic;
        }
        return new Totals(
                changes,
                operations,
                byTopic,
                otherRecords.sum(),
                handlerFailures.sum(),
                deadLetters.sum(),
                redeliveries.sum(),
                filteredOut.sum());
    }

    /**
     * What was kept since the last time: of each topic and operation one, at most so many of them, and an even sample of
     * all.
     */
    Sample.Taken take(int mostFirsts) {
        List<SampledChange> firsts = new ArrayList<>();
        topics.values().forEach(topic -> topic.takeFirsts(firsts));
        Sample.Taken taken = sample.take();
        Set<ConsumedRecord> known = Collections.newSetFromMap(new IdentityHashMap<>());
        List<SampledChange> shown = new ArrayList<>(taken.shown());
        shown.forEach(seen -> known.add(seen.received()));
        firsts.stream()
                .sorted(SampledChange::inOrder)
                .filter(seen -> known.add(seen.received()))
                .limit(mostFirsts)
                .forEach(shown::add);
        shown.sort(SampledChange::inOrder);
        return new Sample.Taken(taken.hops(), shown);
    }
}
