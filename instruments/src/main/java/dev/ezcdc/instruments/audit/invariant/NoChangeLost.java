package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.invariant.Evidence.Change;
import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.HashSet;
import java.util.Set;

/** Every committed change arrived, as an event of its own or, where one was taken, in a snapshot. */
public final class NoChangeLost implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Set<Change> arrived = new HashSet<>();
        evidence.told().forEach(told -> arrived.add(new Change(told.xid(), told.change())));
        Violation violation = Violation.NONE;
        for (WrittenTransaction transaction : evidence.written()) {
            if (!transaction.committed() || evidence.inSnapshot(transaction)) {
                continue;
            }
            for (RowChange change : transaction.changes()) {
                if (!arrived.contains(new Change(transaction.xid(), change))) {
                    violation = violation.and(change.kind() + " of " + change.table() + " " + change.id()
                            + " in transaction " + transaction.xid() + " did not arrive");
                }
            }
        }
        return violation;
    }
}
