package dev.ezcdc.loadgen;

import java.util.List;

/**
 * Changes that are committed together or not at all. Immutable.
 *
 * @param xid PostgreSQL's transaction ID ({@code pg_current_xact_id}); 0 if it was not queried, as for a statement that
 *     commits by itself
 * @param changes the changes in the order they were made
 */
public record Transaction(long xid, List<WrittenChange> changes) {

    public Transaction {
        changes = List.copyOf(changes);
    }
}
