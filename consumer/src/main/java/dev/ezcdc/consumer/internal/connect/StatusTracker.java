package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.Health;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** The status of a consumer, and the objects that keep it current. Thread-safe. */
public final class StatusTracker implements ConsumerStatus {

    private final HealthTracker healthTracker = new HealthTracker();
    private final LagMeter lagMeter = new LagMeter();
    private final DeadLetterCounter deadLetterCounter = new DeadLetterCounter();
    private final LongAdder lostRecords = new LongAdder();

    public HealthTracker healthTracker() {
        return healthTracker;
    }

    public LagMeter lagMeter() {
        return lagMeter;
    }

    public DeadLetterCounter deadLetterCounter() {
        return deadLetterCounter;
    }

    void addLostRecords(long count) {
        lostRecords.add(count);
    }

    @Override
    public long lostRecords() {
        return lostRecords.sum();
    }

    @Override
    public Health health() {
        return healthTracker.get();
    }

    @Override
    public OptionalLong lag() {
        return lagMeter.lag();
    }

    @Override
    public long deadLettered(DeadLetter.Cause cause) {
        return deadLetterCounter.count(cause);
    }
}
