package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.Transaction;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Displays the first few problems of a run; the summary counts all of them. Thread-safe. */
final class DisplayListener implements LoadListener {

    private static final int MAX_SHOWN = 5;

    private final Display display;
    private final AtomicInteger problems = new AtomicInteger();
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
        reportProblem(change, "failed: " + SqlErrors.describe(cause));
    }

    @Override
    public void onMissed(WrittenChange change, Timing timing) {
        reportProblem(change, "found no row; another client deletes from the table");
    }

    @Override
    public void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {
        reportProblem(change, "is in doubt: " + SqlErrors.describe(cause));
    }

    @Override
    public void onNotice(String message) {
        // Every connection reports it; display it once.
        if (!message.equals(lastNotice.getAndSet(message))) {
            display.print(message);
        }
    }

    private void reportProblem(WrittenChange change, String problem) {
        int count = problems.incrementAndGet();
        if (count <= MAX_SHOWN) {
            display.print(change.operation() + " of id " + change.id() + " in "
                    + SqlErrors.toSingleLine(change.table().toString()) + " " + problem
                    + (count == MAX_SHOWN ? " (further problems are only counted)" : ""));
        }
    }
}
