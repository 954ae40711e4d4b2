package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.HashSet;
import java.util.Set;

/** Nothing arrived that was not committed: no change that was rolled back, and none that nobody made. */
public final class NothingInvented implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Set<Long> versions = new HashSet<>();
        for (WrittenTransaction transaction : evidence.written()) {
            if (transaction.isCommitted()) {
                transaction.changes().stream().map(RowChange::version).forEach(versions::add);
            }
        }
        Violation violation = Violation.NONE;
        for (ObservedEvent told : evidence.events()) {
            boolean written = told.snapshotRead() ? versions.contains(told.change().version()) : evidence.writeOrderOf(told) != null;
            if (!written) {
                violation = violation.plus(
                        told.change().kind() + " of " + told.change().table() + " "
                                + told.change().id() + " at " + told.location() + " names transaction " + told.xid()
                                + ", which did not do that");
            }
        }
        return violation;
    }
}
