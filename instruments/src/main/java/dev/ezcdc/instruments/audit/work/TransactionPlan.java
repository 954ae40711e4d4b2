package dev.ezcdc.instruments.audit.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The statements of a transaction and the changes that its events must describe. Not thread-safe. */
final class TransactionPlan {

    /**
     * A statement.
     *
     * @param rows number of rows that the statement must change, or -1 if unknown
     * @param copied the rows of a {@code COPY}; empty for any other statement
     */
    record Step(String sql, int rows, String copied) {}

    /** The size of a plan. */
    record Savepoint(int changes, int undoActions) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<RowChange> changes = new ArrayList<>();
    private final List<Runnable> undoActions = new ArrayList<>();
    private boolean rollback;

    void add(String sql, int rows, RowChange... described) {
        steps.add(new Step(sql, rows, ""));
        changes.addAll(List.of(described));
    }

    void addCopy(String sql, String copied, List<RowChange> described) {
        steps.add(new Step(sql, -1, copied));
        changes.addAll(described);
    }

    /** Registers an action that reverts the planner's list of rows if the transaction is rolled back. */
    void onRollback(Runnable undo) {
        undoActions.add(undo);
    }

    /** Returns the current size of the plan, for {@link #rollBackTo}. */
    Savepoint savepoint() {
        return new Savepoint(changes.size(), undoActions.size());
    }

    /** Removes the changes since a savepoint and keeps the statements. */
    void rollBackTo(Savepoint savepoint) {
        changes.subList(savepoint.changes, changes.size()).clear();
        undoAll(undoActions.subList(savepoint.undoActions, undoActions.size()));
    }

    void endWithRollback() {
        rollback = true;
    }

    boolean endsWithRollback() {
        return rollback;
    }

    void undoAll() {
        undoAll(undoActions);
    }

    private static void undoAll(List<Runnable> actions) {
        Collections.reverse(actions);
        actions.forEach(Runnable::run);
        actions.clear();
    }

    List<Step> steps() {
        return steps;
    }

    List<RowChange> changes() {
        return changes;
    }
}
