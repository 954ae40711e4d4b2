package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.HashSet;
import java.util.Set;

/** Every event describes a committed change: none was rolled back, and none was never made. */
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
        for (ObservedEvent event : evidence.events()) {
            boolean written = event.snapshotRead()
                    ? versions.contains(event.change().version())
                    : evidence.writeOrderOf(event) != null;
            if (!written) {
                violation = violation.plus(
                        event.change().kind() + " of " + event.change().table() + " "
                                + event.change().id() + " at " + event.location() + " names transaction " + event.xid()
                                + ", which did not make that change");
            }
        }
        return violation;
    }
}
