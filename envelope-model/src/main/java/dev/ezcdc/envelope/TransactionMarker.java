package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning or end of a transaction, from the topic {@code <prefix>.transaction}.
 *
 * @param id the transaction's id; for PostgreSQL {@code txId:lsn}
 * @param eventCount the number of events of the transaction, which can be 0; null unless the status is {@link
 *     Status#END}
 * @param dataCollections the number of events by table; empty if the status is {@link Status#BEGIN}
 * @param timestamp the time at which Debezium created the marker
 * @param extra fields that the model has no accessor for
 */
public record TransactionMarker(
        Status status,
        String id,
        @Nullable Long eventCount,
        List<DataCollection> dataCollections,
        Instant timestamp,
        Row extra)
        implements CdcRecord {

    public TransactionMarker {
        dataCollections = List.copyOf(dataCollections);
    }

    /** The kind of marker. */
    public enum Status {
        BEGIN,
        END
    }

    /**
     * The number of events of one table in a transaction.
     *
     * @param name the table, {@code schema.table}
     * @param eventCount the number of events
     */
    public record DataCollection(String name, long eventCount) {}
}
