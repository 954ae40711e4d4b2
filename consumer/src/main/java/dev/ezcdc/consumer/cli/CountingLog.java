package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.format.ChangeLog;
import dev.ezcdc.envelope.ChangeEvent;
import java.io.IOException;

/** A log that counts, and stops after so many changes. */
final class CountingLog implements ChangeHandler {

    private final ChangeLog log;
    private final long max;
    private final RecordCounts counts = new RecordCounts();
    private Runnable onMax = () -> {};

    CountingLog(ChangeLog log, long max) {
        this.log = log;
        this.max = max;
    }

    void onMax(Runnable action) {
        onMax = action;
    }

    RecordCounts counts() {
        return counts;
    }

    @Override
    public void handle(ConsumedRecord received) throws IOException {
        log.handle(received);
        counts.add(received.record());
        if (received.record() instanceof ChangeEvent && counts.changes() >= max) {
            onMax.run();
        }
    }

    @Override
    public void flush() throws IOException {
        log.flush();
    }
}
