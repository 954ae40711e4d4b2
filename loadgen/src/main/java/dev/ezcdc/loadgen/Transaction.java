package dev.ezcdc.loadgen;

import java.util.List;

/**
 * Changes that are committed together or not at all.
 *
 * @param xid PostgreSQL's number of it ({@code pg_current_xact_id}); 0 if it was not asked for, as for a statement that
 *     commits by itself
 * @param changes in the order in which they were made
 */
public record Transaction(long xid, List<WrittenChange> changes) {

    public Transaction {
        changes = List.copyOf(changes);
    }
}
