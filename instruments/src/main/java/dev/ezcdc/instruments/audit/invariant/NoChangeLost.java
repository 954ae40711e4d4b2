package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.invariant.Evidence.TransactionChange;
import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.HashSet;
import java.util.Set;

/** Every committed change arrived, as an event or within a snapshot that covers it. */
public final class NoChangeLost implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Set<TransactionChange> arrived = new HashSet<>();
        evidence.events().forEach(event -> arrived.add(new TransactionChange(event.xid(), event.change())));
        Violation violation = Violation.NONE;
        for (WrittenTransaction transaction : evidence.written()) {
            if (!transaction.isCommitted() || evidence.isCoveredBySnapshot(transaction)) {
                continue;
            }
            for (RowChange change : transaction.changes()) {
                if (!arrived.contains(new TransactionChange(transaction.xid(), change))) {
                    violation = violation.plus(change.kind() + " of " + change.table() + " " + change.id()
                            + " in transaction " + transaction.xid() + " did not arrive");
                }
            }
        }
        return violation;
    }
}
