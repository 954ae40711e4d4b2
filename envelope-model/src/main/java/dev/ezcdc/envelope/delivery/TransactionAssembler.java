package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Assembles complete transactions ({@code provide.transaction.metadata=true}). Their events arrive from the topics of
 * several tables, and their beginnings and ends from the topic {@code <prefix>.transaction}, with no order among the
 * topics. A transaction is complete when its end and the number of events that the end states, which can be 0, have
 * arrived.
 *
 * <p>Events and markers of one transaction share {@link TransactionBlock#transactionId()}. Redeliveries are dropped,
 * including those of the last 10,000 finished transactions. {@link #drainExpired} returns transactions that stay
 * incomplete because the consumer started in the middle of them or does not read all topics.
 *
 * <p>Keeps the events of all open transactions in memory. Not thread-safe.
 */
public final class TransactionAssembler {

    private static final int MAX_FINISHED = 10_000;

    private final Duration timeout;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, Boolean> finished = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_FINISHED;
        }
    };

    /**
     * Creates an assembler.
     *
     * @param timeout the time without an event or marker after which a transaction has expired
     */
    public TransactionAssembler(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * A transaction.
     *
     * @param id the id that its events share, for PostgreSQL the transaction's id
     * @param events the changes in their order ({@link TransactionBlock#totalOrder()})
     * @param end the END marker with the counts; null if it did not arrive in time
     * @param complete whether all events have arrived
     */
    public record Transaction(
            String id, List<ChangeEvent> events, @Nullable TransactionMarker end, boolean complete) {

        public Transaction {
            events = List.copyOf(events);
        }
    }

    /**
     * Adds a record of any kind. Records that do not belong to a transaction, such as snapshot reads, are ignored.
     *
     * @param now the current time, used only for the timeout
     * @return the transaction that the record completed, or null
     */
    public @Nullable Transaction add(CdcRecord record, Instant now) {
        String id = idOrNull(record);
        if (id == null || finished.containsKey(id)) {
            return null;
        }
        Open transaction = open.computeIfAbsent(id, Open::new);
        transaction.lastArrival = now;
        if (record instanceof ChangeEvent event && event.transaction() != null) {
            transaction.events.putIfAbsent(event.transaction().totalOrder(), event);
        } else if (record instanceof TransactionMarker marker && marker.status() == TransactionMarker.Status.END) {
            transaction.end = marker;
        }
        if (!transaction.isComplete()) {
            return null;
        }
        open.remove(id);
        return finish(transaction);
    }

    /** Removes and returns the transactions that have received no event or marker within the timeout. */
    public List<Transaction> drainExpired(Instant now) {
        List<Transaction> expired = new ArrayList<>();
        for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
            Open transaction = all.next();
            if (!transaction.lastArrival.plus(timeout).isAfter(now)) {
                all.remove();
                expired.add(finish(transaction));
            }
        }
        return expired;
    }

    /** Returns the number of incomplete transactions. */
    public int openCount() {
        return open.size();
    }

    private Transaction finish(Open transaction) {
        finished.put(transaction.id, true);
        return new Transaction(
                transaction.id, List.copyOf(transaction.events.values()), transaction.end, transaction.isComplete());
    }

    private static @Nullable String idOrNull(CdcRecord record) {
        if (record instanceof TransactionMarker marker) {
            return TransactionBlock.transactionId(marker.id());
        }
        return record instanceof ChangeEvent event && event.transaction() != null
                ? event.transaction().transactionId()
                : null;
    }

    private static final class Open {

        private final String id;
        private final TreeMap<Long, ChangeEvent> events = new TreeMap<>();
        private @Nullable TransactionMarker end;
        private Instant lastArrival = Instant.MIN;

        Open(String id) {
            this.id = id;
        }

        boolean isComplete() {
            TransactionMarker marker = end;
            return marker != null && marker.eventCount() != null && events.size() >= marker.eventCount();
        }
    }
}
