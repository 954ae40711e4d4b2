package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.redact.Escapes;
import java.util.List;

/**
 * Reports the state of the pipeline upstream of the consumer, such as the replication slot and the connector. The consumer
 * knows only Kafka, so the program that starts it supplies this for the dashboard.
 */
@FunctionalInterface
public interface UpstreamStatus {

    /** Reports no facts. */
    UpstreamStatus UNKNOWN = List::of;

    /** A component of the pipeline. */
    enum Station {
        /** The source database. */
        DATABASE,
        /** The Debezium connector. */
        CONNECTOR,
        /** Kafka. */
        BROKER
    }

    /**
     * A value shown next to a component.
     *
     * @param station the component
     * @param name one or two words, such as {@code retained WAL}
     * @param value the value as text, such as {@code 16.0 MiB}
     * @param trouble whether the value indicates a problem
     */
    record Fact(Station station, String name, String value, boolean trouble) {
        Fact escape() {
            return new Fact(station, Escapes.escape(name), Escapes.escape(value), trouble);
        }
    }

    /**
     * Fetches the current values. Called about once a second while a browser is connected, by a dedicated thread, so it may
     * block.
     *
     * @throws Exception if the state is unavailable; the dashboard shows that and tries again
     */
    List<Fact> fetchFacts() throws Exception;
}
