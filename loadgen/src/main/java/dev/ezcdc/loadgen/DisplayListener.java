package dev.ezcdc.loadgen;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows the first few things that go wrong; the summary counts them all. */
final class DisplayListener implements LoadListener {

    private static final int SHOWN = 5;

    private final Display display;
    private final AtomicInteger troubles = new AtomicInteger();

    DisplayListener(Display display) {
        this.display = display;
    }

    @Override
    public void failed(Change change, Timing timing, SQLException cause) {
        trouble(change, "failed: " + SqlErrors.message(cause));
    }

    @Override
    public void missed(Change change, Timing timing) {
        trouble(change, "found no such row; somebody else deletes from the table");
    }

    @Override
    public void inDoubt(Change change, Timing timing, SQLException cause) {
        trouble(change, "may have happened or not: " + SqlErrors.message(cause));
    }

    @Override
    public void waiting(String message) {
        display.always(message);
    }

    private void trouble(Change change, String what) {
        int count = troubles.incrementAndGet();
        if (count <= SHOWN) {
            display.always(change.operation() + " of id " + change.id() + " " + what
                    + (count == SHOWN ? " (further ones are only counted)" : ""));
        }
    }
}
