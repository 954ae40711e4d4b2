package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.redact.Escapes;
import java.util.List;

/**
 * What whoever starts a consumer knows of the stations before it, and the consumer itself does not: the state of a
 * replication slot, of a connector.
 */
@FunctionalInterface
public interface UpstreamStatus {

    /** A consumer of whose surroundings nothing is known. */
    UpstreamStatus UNKNOWN = List::of;

    /** Where on a change's way. */
    enum Station {
        /** The database that the changes are made in. */
        DATABASE,
        /** Debezium's connector. */
        CONNECTOR,
        /** Kafka. */
        BROKER
    }

    /**
     * A fact to be shown beside a station.
     *
     * @param name in a word or two: {@code retained WAL}
     * @param value as text: {@code 16.0 MiB}
     * @param trouble whether it is not as it should be
     */
    record Fact(Station station, String name, String value, boolean trouble) {
        Fact escaped() {
            return new Fact(station, Escapes.escape(name), Escapes.escape(value), trouble);
        }
    }

    /**
     * Looks, about once a second while somebody watches. Called by one thread of the page's, which it may keep waiting.
     *
     * @throws Exception if there is nothing to be seen; it is shown that there is not, and tried again
     */
    List<Fact> fetchFacts() throws Exception;
}
