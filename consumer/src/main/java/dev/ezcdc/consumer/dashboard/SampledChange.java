package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change of the sample.
 *
 * @param handledMicros when the handler was done with it, in microseconds since 1970
 * @param handledNanos the same, as {@link System#nanoTime()}: for the order
 */
record SampledChange(ConsumedRecord received, ChangeEvent change, long handledMicros, long handledNanos) {

    static SampledChange handledNow(ConsumedRecord received, ChangeEvent change) {
        long now = System.nanoTime();
        return new SampledChange(
                received, change, received.polledAtMicros() + (now - received.polledAtNanos()) / 1000, now);
    }

    /** In the order in which they were handled. */
    static int compareByHandled(SampledChange one, SampledChange other) {
        return Long.signum(one.handledNanos - other.handledNanos);
    }

    /** What each {@link HopLatency} took, in microseconds; -1 where that is not known. */
    long[] hopMicros() {
        boolean live = change.source().snapshot() == Snapshot.FALSE;
        long commit = live ? toMicros(change.source().timestamp()) : -1;
        Instant timestamp = change.timestamp();
        long debezium = timestamp == null ? -1 : toMicros(timestamp);
        long kafka = received.kafkaTimestampMillis() < 0 ? -1 : received.kafkaTimestampMillis() * 1000;
        long polled = received.polledAtMicros();
        return new long[] {
            span(commit, debezium),
            span(debezium, kafka),
            span(kafka, polled),
            span(polled, handledMicros),
            span(commit, handledMicros)
        };
    }

    /** Clocks that disagree can make it negative, which counts as nothing. */
    private static long span(long from, long to) {
        return from < 0 || to < 0 ? -1 : Math.max(0, to - from);
    }

    private static long toMicros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
