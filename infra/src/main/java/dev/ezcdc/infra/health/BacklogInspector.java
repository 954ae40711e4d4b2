package dev.ezcdc.infra.health;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.StreamingMetrics;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains why a connector that works is behind: a large transaction, a backlog, or a transaction that stays open. */
record BacklogInspector(ConnectorLifecycle lifecycle, SlotStatus slot) {
    /** Debezium's clock and PostgreSQL's may differ by less. */
    private static final long LATE_MILLIS = 3000;

    private static final Duration SAMPLE = Duration.ofMillis(300);
    private static final long RETAINED_LIMIT_BYTES = 64L << 20;

    List<String> describe(Connection connection) throws SQLException {
        List<String> notes = new ArrayList<>();
        describeReading().ifPresent(notes::add);
        if (notes.isEmpty() && slot.active() && !slot.streaming()) {
            notes.add("the connector is catching up: " + mebibytes(slot.lagBytes()) + " of WAL to read");
        }
        if (slot.retainedBytes() > RETAINED_LIMIT_BYTES) {
            describeOpenTransaction(connection).ifPresent(notes::add);
        }
        return notes;
    }

    private Optional<String> describeReading() {
        try {
            Optional<StreamingMetrics> first = lifecycle.findStreamingMetrics();
            if (first.isEmpty() || first.get().millisBehindSource() < LATE_MILLIS) {
                return Optional.empty();
            }
            Poll.sleep(SAMPLE);
            return lifecycle.findStreamingMetrics().flatMap(second -> compare(first.get(), second));
        } catch (ConnectUnavailableException e) {
            return Optional.empty(); // the connector's state is a problem already
        }
    }

    /** After the last change the metrics keep its delay, so only a connector that receives changes is late. */
    private static Optional<String> compare(StreamingMetrics first, StreamingMetrics second) {
        long changes = second.eventsSeen() - first.eventsSeen();
        if (changes <= 0) {
            return Optional.empty();
        }
        String progress = String.format(
                Locale.ROOT,
                "%,d changes a second, %d s behind",
                changes * 1000 / SAMPLE.toMillis(),
                second.millisBehindSource() / 1000);
        boolean isOneTransaction = first.transactionId().equals(second.transactionId());
        return Optional.of(
                isOneTransaction
                        ? "the connector is reading a large transaction (" + second.transactionId() + "): " + progress
                                + ". Changes made now arrive after it"
                        : "the connector is catching up: " + progress);
    }

    private static Optional<String> describeOpenTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select pid, application_name, extract(epoch from now() - xact_start)::int8
                        from pg_stat_activity
                        where backend_xid is not null and pid <> pg_backend_pid()
                              and xact_start < now() - interval '5 s'
                        order by xact_start limit 1""")) {
            return row.next()
                    ? Optional.of("a transaction has been open for " + row.getLong(3) + " s (pid " + row.getInt(1)
                            + (row.getString(2).isEmpty()
                                    ? ""
                                    : ", " + LogTail.escapeControlCharacters(row.getString(2)))
                            + "): PostgreSQL keeps the WAL since its start, and sends its changes after its commit")
                    : Optional.empty();
        }
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
