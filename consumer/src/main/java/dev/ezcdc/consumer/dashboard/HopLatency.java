package dev.ezcdc.consumer.dashboard;

/** A part of a change's way; each is by the clocks of its two ends, and Kafka's timestamp has whole milliseconds. */
enum HopLatency {
    COMMIT_TO_DEBEZIUM(0),
    DEBEZIUM_TO_KAFKA(1),
    KAFKA_TO_POLL(2),
    POLL_TO_HANDLED(3),
    COMMIT_TO_HANDLED(4);

    private final int index;

    HopLatency(int place) {
        this.index = place;
    }

    /** What it took, out of {@link SampledChange#hopMicros()}. */
    long micros(long[] hops) {
        return hops[index];
    }
}
