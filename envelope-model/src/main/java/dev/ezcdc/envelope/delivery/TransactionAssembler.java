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
 * Puts whole transactions together again ({@code provide.transaction.metadata=true}): their events come from the topics of
 * several tables, their beginning and end from the topic {@code <prefix>.transaction}, and nothing orders the topics among
 * each other. A transaction is whole when its end was seen and as many events as the end counts, which can be none.
 *
 * <p>Events and markers of one transaction share {@link TransactionBlock#transactionId()}.
 * What is delivered again is dropped, also for a while after its transaction was handed out. What misses something (the
 * consumer began in its midst, or a topic is not read) is handed out as it is by {@link #drainExpired}.
 *
 * <p>Holds the events of all open transactions in memory. Not thread-safe.
 */
public final class TransactionAssembler {

    private static final int FINISHED_REMEMBERED = 10_000;

    private final Duration timeout;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, Boolean> finished = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > FINISHED_REMEMBERED;
        }
    };

    /** @param timeout how long a transaction may go without another event or marker before {@link #drainExpired} hands it out */
    public TransactionAssembler(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * A transaction.
     *
     * @param id what its events share, for PostgreSQL the transaction's id
     * @param events its changes in their order ({@link TransactionBlock#totalOrder()})
     * @param end its end, with the counts; null if that was not seen in time
     * @param whole whether every event is there
     */
    public record Transaction(
            String id, List<ChangeEvent> events, @Nullable TransactionMarker end, boolean complete) {

        public Transaction {
            events = List.copyOf(events);
        }
    }

    /**
     * Takes a record of any kind; those that belong to no transaction, such as a snapshot's reads, are not kept.
     *
     * @param now the caller's time, for the timeout alone
     * @return the transaction that the record made whole, else null
     */
    public @Nullable Transaction add(CdcRecord record, Instant now) {
        String id = idOrNull(record);
        if (id == null || finished.containsKey(id)) {
            return null;
        }
        Open transaction = open.computeIfAbsent(id, Open::new);
        transaction.lastSeen = now;
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

    /** Hands out, and forgets, the transactions for which nothing came for as long as the timeout. */
    public List<Transaction> drainExpired(Instant now) {
        List<Transaction> expired = new ArrayList<>();
        for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
            Open transaction = all.next();
            if (!transaction.lastSeen.plus(timeout).isAfter(now)) {
                all.remove();
                expired.add(finish(transaction));
            }
        }
        return expired;
    }

    /** How many transactions are not whole yet. */
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
        private Instant lastSeen = Instant.MIN;

        Open(String id) {
            this.id = id;
        }

        boolean isComplete() {
            TransactionMarker marker = end;
            return marker != null && marker.eventCount() != null && events.size() >= marker.eventCount();
        }
    }
}
