package dev.ezcdc.instruments.audit.work;

import java.util.ArrayList;
import java.util.List;

/** The transactions of a run with their outcomes, in the order in which the outcomes became known. Thread-safe. */
public final class TransactionLedger {

    private final List<WrittenTransaction> transactions = new ArrayList<>();
    private long committedChanges;

    /** Adds a transaction whose outcome is known. */
    public synchronized void add(WrittenTransaction transaction) {
        transactions.add(transaction);
        if (transaction.isCommitted()) {
            committedChanges += transaction.changes().size();
        }
    }

    /** Records that the database no longer has a transaction that it had acknowledged. */
    synchronized void markLostByDatabase(WrittenTransaction transaction) {
        int index = transactions.lastIndexOf(transaction);
        transactions.set(index, transaction.withOutcome(WrittenTransaction.Outcome.LOST_BY_DATABASE));
        committedChanges -= transaction.changes().size();
    }

    /** Returns a copy of the transactions added so far. */
    public synchronized List<WrittenTransaction> transactions() {
        return List.copyOf(transactions);
    }

    /** Returns the number of events that must arrive, without redeliveries. */
    public synchronized long committedChanges() {
        return committedChanges;
    }
}
