package dev.ezcdc.instruments.latency.record;

import java.util.Arrays;

/**
 * The timestamps of each event, in order of arrival. Avoids an allocation per event. Not thread-safe: one thread writes, and
 * others read after it has finished.
 */
public final class ArrivalLog {
    private static final int FIELDS = 7;

    private long[] values = new long[FIELDS * 1024];
    private int size;

    /**
     * The timestamps of one event.
     *
     * @param commitMicros PostgreSQL's commit timestamp, by its clock
     * @param debeziumMicros Debezium's timestamp of the event; negative if there is none
     * @param kafkaMillis the producer's timestamp
     * @param polledNanos time at which the poll returned, as {@link System#nanoTime()}
     * @param polledMicros the same time by the wall clock
     * @param decodedNanos time at which the event was decoded, as {@link System#nanoTime()}
     */
    public record Arrival(
            long id,
            long commitMicros,
            long debeziumMicros,
            long kafkaMillis,
            long polledNanos,
            long polledMicros,
            long decodedNanos) {}

    void add(
            long id,
            long commitMicros,
            long debeziumMicros,
            long kafkaMillis,
            long polledNanos,
            long polledMicros,
            long decodedNanos) {
        int at = size * FIELDS;
        if (at == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[at] = id;
        values[at + 1] = commitMicros;
        values[at + 2] = debeziumMicros;
        values[at + 3] = kafkaMillis;
        values[at + 4] = polledNanos;
        values[at + 5] = polledMicros;
        values[at + 6] = decodedNanos;
        size++;
    }

    public int size() {
        return size;
    }

    public Arrival get(int index) {
        int at = index * FIELDS;
        return new Arrival(
                values[at],
                values[at + 1],
                values[at + 2],
                values[at + 3],
                values[at + 4],
                values[at + 5],
                values[at + 6]);
    }
}
