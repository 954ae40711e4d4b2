package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts dead letters by cause. Thread-safe. */
public final class DeadLetterCounter {

    private final Map<DeadLetter.Cause, LongAdder> counts = new EnumMap<>(DeadLetter.Cause.class);

    public DeadLetterCounter() {
        for (DeadLetter.Cause cause : DeadLetter.Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    public void increment(DeadLetter.Cause cause) {
        counter(cause).increment();
    }

    public long count(DeadLetter.Cause cause) {
        return counter(cause).sum();
    }

    private LongAdder counter(DeadLetter.Cause cause) {
        return Objects.requireNonNull(counts.get(cause));
    }
}
