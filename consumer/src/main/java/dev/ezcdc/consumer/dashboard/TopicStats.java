package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one topic: an exact count per operation, and the first change of each operation since the last drain, so
 * that rare changes are shown next to frequent ones. Thread-safe.
 */
final class TopicStats {

    private record OperationStats(LongAdder count, AtomicReference<@Nullable SampledChange> first) {}

    private final Map<Operation, OperationStats> operations = new EnumMap<>(Operation.class);

    private final LongAdder flattenedRows = new LongAdder();

    TopicStats() {
        for (Operation operation : Operation.values()) {
            operations.put(operation, new OperationStats(new LongAdder(), new AtomicReference<>()));
        }
    }

    private OperationStats statsFor(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    void add(ConsumedRecord received, ChangeEvent change) {
        OperationStats stats = statsFor(change.op());
        stats.count().increment();
        if (stats.first().get() == null) {
            stats.first().lazySet(SampledChange.capture(received, change));
        }
    }

    /** Counts a flattened row, which is not shown: it has neither a source nor, as a rule, an operation. */
    void addFlattenedRow() {
        flattenedRows.increment();
    }

    long flattenedRows() {
        return flattenedRows.sum();
    }

    long count(Operation operation) {
        return statsFor(operation).count().sum();
    }

    void drainFirsts(List<SampledChange> target) {
        for (OperationStats stats : operations.values()) {
            SampledChange first = stats.first().getAndSet(null);
            if (first != null) {
                target.add(first);
            }
        }
    }
}
