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
 * The changes of one topic: exactly how many of each operation, and since the last look the first of each, so that what is
 * rare is seen beside what is frequent. Thread-safe.
 */
final class TopicStats {

    private record OperationStats(LongAdder count, AtomicReference<@Nullable SampledChange> first) {}

    private final Map<Operation, OperationStats> operations = new EnumMap<>(Operation.class);

    TopicStats() {
        for (Operation operation : Operation.values()) {
            operations.put(operation, new OperationStats(new LongAdder(), new AtomicReference<>()));
        }
    }

    private OperationStats statsFor(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    void add(ConsumedRecord received, ChangeEvent change) {
        OperationStats of = statsFor(change.op());
        of.count().increment();
        if (of.first().get() == null) {
            of.first().lazySet(SampledChange.handledNow(received, change));
        }
    }

    long count(Operation operation) {
        return statsFor(operation).count().sum();
    }

    void drainFirsts(List<SampledChange> to) {
        for (OperationStats operation : operations.values()) {
            SampledChange first = operation.first().getAndSet(null);
            if (first != null) {
                to.add(first);
            }
        }
    }
}
