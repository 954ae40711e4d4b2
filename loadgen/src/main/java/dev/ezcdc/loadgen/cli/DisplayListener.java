package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOperation;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.Transaction;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Displays each kind of problem once: the first failure of each SQLSTATE, the first change of each operation that changed no
 * row. The summary counts all of them. Thread-safe.
 */
final class DisplayListener implements LoadListener {

    private static final int MAX_KINDS = 30;

    private final Display display;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> lastNotice = new AtomicReference<>();

    DisplayListener(Display display) {
        this.display = display;
    }

    @Override
    public void onCommitted(Transaction transaction, Timing timing) {
        if (lastNotice.get() != null) {
            lastNotice.set(null);
        }
    }

    @Override
    public void onFailed(WrittenChange change, Timing timing, SQLException cause) {
        String state = SqlErrors.state(cause);
        if (isNew(state)) {
            String advice = SqlErrors.advise(cause);
            print(
                    change,
                    "failed with SQLSTATE " + state + ": " + SqlErrors.describe(cause)
                            + ". Further ones are only counted."
                            + (advice == null ? "" : System.lineSeparator() + advice));
        }
    }

    @Override
    public void onMissed(WrittenChange change, Timing timing) {
        if (isNew(change.table() + " " + change.operation())) {
            String cause = change.operation() == LoadOperation.INSERT
                    ? "stored no row: a trigger or rule skipped it."
                    : "changed no row: it no longer exists, or a trigger, rule or policy skipped it.";
            print(change, cause + " Further ones are only counted.");
        }
    }

    @Override
    public void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {
        if (isNew("in doubt")) {
            print(change, "is in doubt: " + SqlErrors.describe(cause) + ". Further ones are only counted.");
        }
    }

    @Override
    public void onNotice(String message) {
        // Every connection reports it; display it once.
        if (!message.equals(lastNotice.getAndSet(message))) {
            display.print(message);
        }
    }

    private boolean isNew(String kind) {
        return shown.size() < MAX_KINDS && shown.add(kind);
    }

    private void print(WrittenChange change, String problem) {
        display.print(change.operation() + " of id " + change.id() + " in "
                + SqlErrors.toSingleLine(change.table().toString()) + " " + problem);
    }
}
