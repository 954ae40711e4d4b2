package dev.ezcdc.instruments.audit.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A transaction before it is written. Not thread-safe. */
final class TransactionPlan {

    /**
     * A statement.
     *
     * @param rows how many rows it must change, or -1 if that cannot be said
     * @param copied the rows of a {@code COPY}; empty for any other statement
     */
    record Step(String sql, int rows, String copied) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<RowChange> changes = new ArrayList<>();
    private final List<Runnable> undoActions = new ArrayList<>();
    private boolean rollback;

    void add(String sql, int rows, RowChange... told) {
        steps.add(new Step(sql, rows, ""));
        changes.addAll(List.of(told));
    }

    void addCopy(String sql, String copied, List<RowChange> told) {
        steps.add(new Step(sql, -1, copied));
        changes.addAll(told);
    }

    /** What takes back what the planning did to the rows that are known to be there. */
    void onRollback(Runnable takeBack) {
        undoActions.add(takeBack);
    }

    /** How far the plan has come, for {@link #rollBackTo}. */
    int[] savepoint() {
        return new int[] {changes.size(), undoActions.size()};
    }

    /** Takes back what was planned since a mark, as a savepoint does: the statements stay, what they tell does not. */
    void rollBackTo(int[] mark) {
        changes.subList(mark[0], changes.size()).clear();
        undoAll(undoActions.subList(mark[1], undoActions.size()));
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

    private static void undoAll(List<Runnable> undo) {
        Collections.reverse(undo);
        undo.forEach(Runnable::run);
        undo.clear();
    }

    List<Step> steps() {
        return steps;
    }

    List<RowChange> changes() {
        return changes;
    }
}
