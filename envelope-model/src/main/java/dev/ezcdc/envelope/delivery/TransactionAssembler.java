package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.delivery.AssembledTransaction.Status;
import dev.ezcdc.envelope.delivery.OpenTransaction.FinishedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Assembles transactions from a connector with {@code provide.transaction.metadata=true}. Their changes arrive in the
 * topics of several tables, BEGIN and END in the topic {@code <prefix>.transaction}, and Kafka keeps no order among topics.
 *
 * <p>Transactions are returned in the order of their END markers, which is the order of commits, and their changes in the
 * order of the log. A transaction is {@link Status#COMPLETE} only if its records prove it: one BEGIN at most, an END, as many
 * changes as it counts, each with an order of its own, and the right number of each table. All others are
 * returned after the timeout as {@link Status#INCOMPLETE} or {@link Status#UNCERTAIN}, and no change is dropped except
 * redelivered ones. A change that arrives after its incomplete transaction was returned is returned later, in a further
 * part with the same id.
 *
 * <p>One case looks complete and is not: the connector restarts within a transaction, and the assembler reads only the
 * records after the restart. Start to read all topics at a point where the connector was idle.
 *
 * <p><b>Memory.</b> The assembler holds the changes of open transactions, at most {@code maxChanges}. Beyond that it
 * returns the oldest transactions as they are, incomplete. It remembers the last 10,000 ids to recognize redeliveries.
 *
 * <p>Not thread-safe.
 */
public final class TransactionAssembler {

    /** The number of changes that an assembler holds by default. */
    public static final int DEFAULT_MAX_CHANGES = 100_000;

    private static final int REMEMBERED = 10_000;

    private final Duration timeout;
    private final int maxChanges;
    /** Usually one transaction per id, but ids can repeat. */
    private final Map<String, List<OpenTransaction>> byId = new HashMap<>();

    private final Set<OpenTransaction> open = new LinkedHashSet<>();
    /** The transactions whose END has arrived, in the order of arrival. */
    private final Set<OpenTransaction> ended = new LinkedHashSet<>();

    private final Map<String, FinishedTransaction> finished = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FinishedTransaction> eldest) {
            return size() > REMEMBERED;
        }
    };

    private int changes;

    /**
     * Creates an assembler that holds {@link #DEFAULT_MAX_CHANGES} changes.
     *
     * @param timeout how long a transaction waits for its next record before {@link #drainExpired} returns it
     */
    public TransactionAssembler(Duration timeout) {
        this(timeout, DEFAULT_MAX_CHANGES);
    }

    /**
     * Creates an assembler.
     *
     * @param timeout how long a transaction waits for its next record before {@link #drainExpired} returns it
     * @param maxChanges the largest number of changes to hold
     */
    public TransactionAssembler(Duration timeout, int maxChanges) {
        if (maxChanges < 1) {
            throw new IllegalArgumentException("maxChanges must be positive: " + maxChanges);
        }
        this.timeout = timeout;
        this.maxChanges = maxChanges;
    }

    /**
     * Adds a record of any kind. Records outside of transactions, such as snapshot reads, are ignored.
     *
     * @param now the caller's time, used for the timeout only
     * @return the transactions that this record finishes, in commit order
     */
    public List<AssembledTransaction> add(CdcRecord record, Instant now) {
        List<AssembledTransaction> done = new ArrayList<>();
        if (record instanceof TransactionMarker marker) {
            add(marker, now);
        } else if (record instanceof ChangeEvent event && event.transaction() != null) {
            add(event, event.transaction(), now);
        }
        while (!ended.isEmpty() && first(ended).isComplete()) {
            done.add(finish(first(ended)));
        }
        while (changes > maxChanges) {
            done.add(finish(first(open)));
        }
        return done;
    }

    private void add(TransactionMarker marker, Instant now) {
        String id = TransactionBlock.transactionId(marker.id());
        List<OpenTransaction> known = byId.getOrDefault(id, List.of());
        OpenTransaction last = known.isEmpty() ? null : known.get(known.size() - 1);
        OpenTransaction transaction =
                last == null || last.isFollowedBy(marker) ? openOrNull(id, marker.timestamp()) : last;
        if (transaction != null) {
            boolean endsNow = marker.status() == TransactionMarker.Status.END && !transaction.hasEnd();
            transaction.add(marker, now);
            if (endsNow) {
                ended.add(transaction);
            }
        }
    }

    private void add(ChangeEvent event, TransactionBlock block, Instant now) {
        Instant time = event.source().timestamp();
        OpenTransaction transaction = null;
        for (OpenTransaction known : byId.getOrDefault(block.transactionId(), List.of())) {
            transaction = transaction != null && transaction.includes(time) ? transaction : known;
        }
        transaction = transaction == null ? openOrNull(block.transactionId(), time) : transaction;
        if (transaction != null && transaction.add(event, block, now)) {
            changes++;
        }
    }

    /** Opens a transaction; null if it was complete before, so that the record is a redelivery. */
    private @Nullable OpenTransaction openOrNull(String id, Instant time) {
        FinishedTransaction before = finished.get(id);
        boolean isKnown = false;
        if (before != null && before.includes(time)) {
            if (before.status() == Status.COMPLETE) {
                return null;
            }
            isKnown = true;
        }
        OpenTransaction transaction = new OpenTransaction(id, isKnown);
        byId.computeIfAbsent(id, key -> new ArrayList<>(1)).add(transaction);
        open.add(transaction);
        return transaction;
    }

    /**
     * Returns, and forgets, the transactions that have received no record for the timeout. Call it regularly: a
     * transaction that waits for a missing change holds up those that committed later.
     */
    public List<AssembledTransaction> drainExpired(Instant now) {
        return drain(transaction -> !transaction.lastArrival().plus(timeout).isAfter(now));
    }

    /** Returns, and forgets, all transactions, as at the end of a program. */
    public List<AssembledTransaction> drain() {
        return drain(transaction -> true);
    }

    private List<AssembledTransaction> drain(Predicate<OpenTransaction> expired) {
        List<AssembledTransaction> done = new ArrayList<>();
        while (!ended.isEmpty() && (first(ended).isComplete() || expired.test(first(ended)))) {
            done.add(finish(first(ended)));
        }
        for (OpenTransaction transaction : List.copyOf(open)) {
            if (!transaction.hasEnd() && expired.test(transaction)) {
                if (transaction.isOnlyBegun()) {
                    forget(transaction);
                } else {
                    done.add(finish(transaction));
                }
            }
        }
        return done;
    }

    /** Returns the number of open transactions. */
    public int openCount() {
        return open.size();
    }

    private static OpenTransaction first(Set<OpenTransaction> transactions) {
        return transactions.iterator().next();
    }

    private AssembledTransaction finish(OpenTransaction transaction) {
        forget(transaction);
        AssembledTransaction assembled = transaction.assemble();
        finished.remove(transaction.id);
        finished.put(transaction.id, transaction.finished(assembled.status()));
        return assembled;
    }

    private void forget(OpenTransaction transaction) {
        changes -= transaction.size();
        open.remove(transaction);
        List<OpenTransaction> sameId = byId.getOrDefault(transaction.id, List.of());
        sameId.remove(transaction);
        if (sameId.isEmpty()) {
            byId.remove(transaction.id);
        }
        ended.remove(transaction);
    }
}
