package dev.ezcdc.instruments.audit.work;

import java.util.ArrayList;
import java.util.List;

/** Every transaction of a run with its outcome, in the order in which the outcomes were known. Thread-safe. */
public final class TransactionLedger {

    private final List<WrittenTransaction> transactions = new ArrayList<>();
    private long committedChanges;

    /** Enters a transaction whose outcome is certain. */
    public synchronized void add(WrittenTransaction transaction) {
        transactions.add(transaction);
        if (transaction.isCommitted()) {
            committedChanges += transaction.changes().size();
        }
    }

    /** As it stands. */
    public synchronized List<WrittenTransaction> transactions() {
        return List.copyOf(transactions);
    }

    /** How many events must arrive, redeliveries aside. */
    public synchronized long committedChanges() {
        return committedChanges;
    }
}
