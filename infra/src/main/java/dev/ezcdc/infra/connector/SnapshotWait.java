package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.SnapshotProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The time limit of a wait, which starts again whenever a snapshot has read rows. Not thread-safe. */
final class SnapshotWait {
    /** Most snapshots of a laptop end before. */
    private static final long FIRST_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long FIRST_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LAST_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Duration timeout;
    private final Consumer<String> progress;
    private final long start = System.nanoTime();
    private long end;
    private long nextReport;
    private long reportInterval = FIRST_INTERVAL_NANOS;
    private long rowsDone = -1;

    /** @param progress receives a line about the snapshot at growing intervals */
    SnapshotWait(Duration timeout, Consumer<String> progress) {
        this.timeout = timeout;
        this.progress = progress;
        this.end = start + timeout.toNanos();
        this.nextReport = start;
    }

    boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /** Looks for a snapshot, and returns it as the end of a sentence, or an empty string if none is running. */
    String observe(ConnectorLifecycle lifecycle, Connection connection) {
        if (System.nanoTime() - start < FIRST_LOOK_NANOS) {
            return "";
        }
        try {
            Optional<SnapshotProgress> snapshot = lifecycle.findSnapshot(connection);
            snapshot.ifPresent(this::prolong);
            return snapshot.map(found -> "; snapshot: " + found.describe()).orElse("");
        } catch (ConnectUnavailableException | SQLException e) {
            return ""; // the caller's next attempt reports it
        }
    }

    private void prolong(SnapshotProgress snapshot) {
        long now = System.nanoTime();
        if (snapshot.rowsDone() > rowsDone) {
            rowsDone = snapshot.rowsDone();
            end = now + timeout.toNanos();
        }
        if (now - nextReport >= 0 && !snapshot.tables().isEmpty()) {
            nextReport = now + reportInterval;
            reportInterval = Math.min(reportInterval * 2, LAST_INTERVAL_NANOS);
            progress.accept("snapshot: " + snapshot.describe());
        }
    }
}
