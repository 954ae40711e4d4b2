package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.TransactionMarker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as a {@link TransactionAssembler} puts it together. Immutable.
 *
 * @param id what its events share; for PostgreSQL the transaction id
 * @param changes its changes, in the order of the source's log; a redelivered change is there once
 * @param status whether these are all of them
 * @param detail why the status is not {@link Status#COMPLETE}; empty if it is
 * @param end its END marker; null if none arrived
 */
public record AssembledTransaction(
        String id, List<ChangeEvent> changes, Status status, String detail, @Nullable TransactionMarker end) {

    public AssembledTransaction {
        changes = List.copyOf(changes);
    }

    /** Whether the changes are all of the transaction's. */
    public enum Status {
        /** They are: the END marker, its counts and the order of each change agree. */
        COMPLETE,
        /** Some are missing: they did not arrive in time, or they are in topics that are not read. */
        INCOMPLETE,
        /**
         * Nobody can tell from the records, because the connector's counts contradict them or each other. This happens
         * when the connector restarts within a transaction: it then counts from 1 again.
         */
        UNCERTAIN
    }

    /** Returns whether the changes are all of the transaction's. */
    public boolean isComplete() {
        return status == Status.COMPLETE;
    }
}
