package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change selected for the sample.
 *
 * @param handledMicros when the handler finished, in microseconds since 1970
 * @param handledNanos the same moment as {@link System#nanoTime()}, for sorting
 */
record SampledChange(ConsumedRecord received, ChangeEvent change, long handledMicros, long handledNanos) {

    static SampledChange capture(ConsumedRecord received, ChangeEvent change) {
        long now = System.nanoTime();
        return new SampledChange(
                received, change, received.polledAtMicros() + (now - received.polledAtNanos()) / 1000, now);
    }

    /** Compares by the time of handling, earliest first. */
    static int compareHandledTime(SampledChange one, SampledChange other) {
        return Long.signum(one.handledNanos - other.handledNanos);
    }

    /** Returns the duration of each {@link HopLatency} in microseconds; -1 if unknown. */
    long[] hopMicros() {
        boolean live = change.source().snapshot() == Snapshot.FALSE;
        long commit = live ? toMicros(change.source().timestamp()) : -1;
        Instant timestamp = change.timestamp();
        long debezium = timestamp == null ? -1 : toMicros(timestamp);
        long kafka = received.kafkaTimestampMillis() < 0 ? -1 : received.kafkaTimestampMillis() * 1000;
        long polled = received.polledAtMicros();
        return new long[] {
            duration(commit, debezium),
            duration(debezium, kafka),
            duration(kafka, polled),
            duration(polled, handledMicros),
            duration(commit, handledMicros)
        };
    }

    /** Returns the duration; a negative one, caused by clocks that disagree, counts as zero. */
    private static long duration(long from, long to) {
        return from < 0 || to < 0 ? -1 : Math.max(0, to - from);
    }

    private static long toMicros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
