package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.delivery.RedeliveryFilter;
import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transactions that a run wrote, the records that it received, and the tables at its end. Not thread-safe. */
public final class Evidence {

    private final List<WrittenTransaction> written;
    private final List<ConsumedRecord> received;
    private final Map<String, Map<Long, Map<String, @Nullable Object>>> tables;
    private final long snapshotLsn;
    private final List<ObservedEvent> events = new ArrayList<>();
    private final List<ObservedEvent> firstDeliveries = new ArrayList<>();
    private final Map<TransactionChange, Long> writeOrder = new HashMap<>();
    private long redelivered;

    /** Identifies a change and the event that describes it. */
    record TransactionChange(long xid, RowChange change) {}

    /**
     * Separates first deliveries from redeliveries.
     *
     * @param received records in order of arrival; a record that was consumed twice is listed twice
     * @param tables rows by key, by table
     * @param snapshotLsn the LSN up to which a snapshot covers the log, or 0 if none was taken
     */
    public Evidence(
            List<WrittenTransaction> written,
            List<ConsumedRecord> received,
            Map<String, Map<Long, Map<String, @Nullable Object>>> tables,
            long snapshotLsn) {
        this.written = List.copyOf(written);
        this.received = List.copyOf(received);
        this.tables = Map.copyOf(tables);
        this.snapshotLsn = snapshotLsn;
        long order = 0;
        long firstXid = Long.MAX_VALUE;
        for (WrittenTransaction transaction : written) {
            firstXid = Math.min(firstXid, transaction.xid());
            if (transaction.isCommitted()) {
                for (RowChange change : transaction.changes()) {
                    writeOrder.put(new TransactionChange(transaction.xid(), change), order++);
                }
            }
        }
        classify(firstXid);
    }

    /** Recognizes redeliveries as a consumer would, and ignores events of earlier runs. */
    private void classify(long firstXid) {
        Map<String, Integer> partitions = new HashMap<>();
        received.forEach(record -> partitions.merge(record.topic(), record.partition(), Math::max));
        Map<String, RedeliveryFilter> filters = new HashMap<>();
        Set<String> offsets = new HashSet<>();
        for (ConsumedRecord record : received) {
            ObservedEvent event = ObservedEvent.from(record);
            if (event == null || !event.snapshotRead() && event.xid() < firstXid) {
                continue;
            }
            events.add(event);
            String partition = record.topic() + "-" + record.partition();
            boolean sameOffset = !offsets.add(partition + "@" + record.offset());
            RedeliveryFilter filter = filters.computeIfAbsent(partition, key -> RedeliveryFilter.create());
            if (sameOffset || !filter.accept(event.event())) {
                redelivered++;
            } else {
                firstDeliveries.add(event);
            }
        }
    }

    List<WrittenTransaction> written() {
        return written;
    }

    List<ConsumedRecord> received() {
        return received;
    }

    Map<String, Map<Long, Map<String, @Nullable Object>>> tables() {
        return tables;
    }

    /** Returns all events of rows and tables, including redeliveries. */
    List<ObservedEvent> events() {
        return events;
    }

    /** Returns the events whose positions had not been delivered before. */
    List<ObservedEvent> firstDeliveries() {
        return firstDeliveries;
    }

    /** Returns the index of the event's change in the order of writing, or null if no such change was committed. */
    @Nullable
    Long writeOrderOf(ObservedEvent event) {
        return writeOrder.get(new TransactionChange(event.xid(), event.change()));
    }

    /** Returns whether a snapshot may replace the events of the transaction. */
    boolean isCoveredBySnapshot(WrittenTransaction transaction) {
        return snapshotLsn != 0 && Long.compareUnsigned(transaction.lsnBefore(), snapshotLsn) < 0;
    }

    /** Returns the number of redelivered events. */
    public long redelivered() {
        return redelivered;
    }
}
