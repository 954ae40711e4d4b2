package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.format.ChangeLog;
import java.io.IOException;

/** Logs and counts records, and runs an action after a given number of changes. Not thread-safe. */
final class CountingLog implements ChangeHandler {

    private final ChangeLog log;
    private final long max;
    private final RecordCounts counts = new RecordCounts();
    private Runnable maxAction = () -> {};

    CountingLog(ChangeLog log, long max) {
        this.log = log;
        this.max = max;
    }

    /** Sets the action that runs when the maximum is reached. */
    void onMax(Runnable action) {
        maxAction = action;
    }

    RecordCounts counts() {
        return counts;
    }

    @Override
    public void handle(ConsumedRecord received) throws IOException {
        log.handle(received);
        counts.add(received.record());
        if (RecordCounts.isChange(received.record()) && counts.changes() >= max) {
            maxAction.run();
        }
    }

    @Override
    public void flush() throws IOException {
        log.flush();
    }
}
