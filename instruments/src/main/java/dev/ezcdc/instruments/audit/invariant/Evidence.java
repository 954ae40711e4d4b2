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

/**
 * All that a run left: what was written, what arrived, and the tables at the end. Immutable once made, but for its own
 * working; for one thread.
 */
public final class Evidence {

    private final List<WrittenTransaction> written;
    private final List<ConsumedRecord> received;
    private final Map<String, Map<Long, Map<String, @Nullable Object>>> tables;
    private final long snapshotLsn;
    private final List<ObservedEvent> events = new ArrayList<>();
    private final List<ObservedEvent> firstDeliveries = new ArrayList<>();
    private final Map<TransactionChange, Long> writeOrder = new HashMap<>();
    private long redelivered;

    /** A change in its transaction: what an event is recognised by. */
    record TransactionChange(long xid, RowChange change) {}

    /**
     * Draws up what the rules ask for.
     *
     * @param received in the order of their arrival; what was consumed twice is twice in it
     * @param tables rows by key, by table
     * @param snapshotLsn up to where a snapshot stands for the log, or 0 if none was taken
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
        long place = 0;
        long firstXid = Long.MAX_VALUE;
        for (WrittenTransaction transaction : written) {
            firstXid = Math.min(firstXid, transaction.xid());
            if (transaction.isCommitted()) {
                for (RowChange change : transaction.changes()) {
                    writeOrder.put(new TransactionChange(transaction.xid(), change), place++);
                }
            }
        }
        classify(firstXid);
    }

    /** Tells first deliveries from others as a consumer would; what is older than the run is none of its own. */
    private void classify(long firstXid) {
        Map<String, Integer> partitions = new HashMap<>();
        received.forEach(record -> partitions.merge(record.topic(), record.partition(), Math::max));
        Map<String, RedeliveryFilter> filters = new HashMap<>();
        Set<String> offsets = new HashSet<>();
        for (ConsumedRecord record : received) {
            ObservedEvent each = ObservedEvent.from(record);
            if (each == null || !each.snapshotRead() && each.xid() < firstXid) {
                continue;
            }
            events.add(each);
            String partition = record.topic() + "-" + record.partition();
            boolean again = !offsets.add(partition + "@" + record.offset());
            boolean only = partitions.getOrDefault(record.topic(), 0) == 0;
            RedeliveryFilter filter = filters.computeIfAbsent(
                    partition,
                    key -> only ? RedeliveryFilter.forSinglePartitionTopic() : RedeliveryFilter.forPartition());
            if (again || filter.isRedelivery(each.event())) {
                redelivered++;
            } else {
                firstDeliveries.add(each);
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

    /** All events of rows and tables, redeliveries included. */
    List<ObservedEvent> events() {
        return events;
    }

    /** Those that were not delivered before, by their positions. */
    List<ObservedEvent> firstDeliveries() {
        return firstDeliveries;
    }

    /** A committed change's place in the order of writing; null for what was not committed. */
    @Nullable
    Long writeOrderOf(ObservedEvent event) {
        return writeOrder.get(new TransactionChange(event.xid(), event.change()));
    }

    /** Whether a snapshot may stand in for the events of a transaction. */
    boolean isCoveredBySnapshot(WrittenTransaction transaction) {
        return snapshotLsn != 0 && Long.compareUnsigned(transaction.lsnBefore(), snapshotLsn) < 0;
    }

    /** How many events were delivered again. */
    public long redelivered() {
        return redelivered;
    }
}
