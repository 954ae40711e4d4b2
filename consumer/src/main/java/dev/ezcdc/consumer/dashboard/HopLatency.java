package dev.ezcdc.consumer.dashboard;

/**
 * A hop of a change through the pipeline. Each is measured with the clocks of its two ends; Kafka's timestamp has a
 * resolution of one millisecond.
 */
enum HopLatency {
    COMMIT_TO_DEBEZIUM(0),
    DEBEZIUM_TO_KAFKA(1),
    KAFKA_TO_POLL(2),
    POLL_TO_HANDLED(3),
    COMMIT_TO_HANDLED(4);

    private final int index;

    HopLatency(int index) {
        this.index = index;
    }

    /** Returns this hop's duration from the result of {@link SampledChange#hopMicros()}. */
    long micros(long[] hopMicros) {
        return hopMicros[index];
    }
}
