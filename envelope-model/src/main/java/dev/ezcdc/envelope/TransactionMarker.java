package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Beginning or end of a transaction, from the topic {@code <prefix>.transaction}.
 *
 * @param id the transaction; for PostgreSQL {@code txId:lsn}
 * @param eventCount how many events the transaction had; only at its {@link Status#END}, and it can be 0
 * @param dataCollections how many of them each table had; empty at the {@link Status#BEGIN}
 * @param timestamp when the marker was made
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

    /** Which of the two ends of the transaction this is. */
    public enum Status {
        BEGIN,
        END
    }

    /**
     * A table's share of a transaction.
     *
     * @param name the table, {@code schema.table}
     * @param eventCount how many events of it the transaction had
     */
    public record DataCollection(String name, long eventCount) {}
}
