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

    private record OfOperation(LongAdder count, AtomicReference<@Nullable SampledChange> first) {}

    private final Map<Operation, OfOperation> operations = new EnumMap<>(Operation.class);

    TopicStats() {
        for (Operation operation : Operation.values()) {
            operations.put(operation, new OfOperation(new LongAdder(), new AtomicReference<>()));
        }
    }

    private OfOperation of(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    void add(ConsumedRecord received, ChangeEvent change) {
        OfOperation of = of(change.op());
        of.count().increment();
        if (of.first().get() == null) {
            of.first().lazySet(SampledChange.now(received, change));
        }
    }

    long count(Operation operation) {
        return of(operation).count().sum();
    }

    void takeFirsts(List<SampledChange> to) {
        for (OfOperation operation : operations.values()) {
            SampledChange first = operation.first().getAndSet(null);
            if (first != null) {
                to.add(first);
            }
        }
    }
}
