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

/** Shows the first few things that go wrong; the summary counts them all. */
final class DisplayListener implements LoadListener {

    private static final int SHOWN = 5;

    private final Display display;
    private final AtomicInteger troubles = new AtomicInteger();
    private final AtomicReference<@Nullable String> lastWaiting = new AtomicReference<>();

    DisplayListener(Display display) {
        this.display = display;
    }

    @Override
    public void committed(Transaction transaction, Timing timing) {
        if (lastWaiting.get() != null) {
            lastWaiting.set(null);
        }
    }

    @Override
    public void failed(WrittenChange change, Timing timing, SQLException cause) {
        trouble(change, "failed: " + SqlErrors.message(cause));
    }

    @Override
    public void missed(WrittenChange change, Timing timing) {
        trouble(change, "found no such row; somebody else deletes from the table");
    }

    @Override
    public void inDoubt(WrittenChange change, Timing timing, SQLException cause) {
        trouble(change, "may have happened or not: " + SqlErrors.message(cause));
    }

    @Override
    public void waiting(String message) {
        // Every connection says it; once is enough.
        if (!message.equals(lastWaiting.getAndSet(message))) {
            display.always(message);
        }
    }

    private void trouble(WrittenChange change, String what) {
        int count = troubles.incrementAndGet();
        if (count <= SHOWN) {
            display.always(change.operation() + " of id " + change.id() + " in "
                    + SqlErrors.oneLine(change.table().toString()) + " " + what
                    + (count == SHOWN ? " (further ones are only counted)" : ""));
        }
    }
}
