package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.TransactionMarker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction from a {@link TransactionAssembler}. Immutable.
 *
 * @param id the id that its records share; for PostgreSQL the transaction id
 * @param changes its changes, in the order of the source's log; a redelivered change is included once
 * @param status whether the changes are known to be complete
 * @param detail the reason for a status other than {@link Status#COMPLETE}; otherwise empty
 * @param end its END marker; null if none arrived
 */
public record AssembledTransaction(
        String id,
        List<ChangeEvent> changes,
        Status status,
        String detail,
        @Nullable TransactionMarker end) {

    public AssembledTransaction {
        changes = List.copyOf(changes);
    }

    /** The completeness of a transaction's changes. */
    public enum Status {
        /** All changes are included: the END marker, its counts and the order of each change agree. */
        COMPLETE,
        /** Changes are missing: they did not arrive in time, or are in topics that are not read. */
        INCOMPLETE,
        /**
         * The records do not show whether changes are missing, because the connector's counts contradict them or each other.
         * This happens when the connector restarts within a transaction: it then counts from 1 again.
         */
        UNCERTAIN
    }

    /** Returns whether all changes of the transaction are included. */
    public boolean isComplete() {
        return status == Status.COMPLETE;
    }
}
