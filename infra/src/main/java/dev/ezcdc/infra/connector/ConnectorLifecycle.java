package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a connector's requirements, registers it, and waits until it streams. Stateless. */
public record ConnectorLifecycle(ConnectClient connect, Database database, ConnectorConfig config) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);
    private static final long CONNECT_POLL_NANOS = Duration.ofMillis(200).toNanos();

    /** Thrown if the connector or a task FAILED. It never recovers without a restart. */
    static final class FailedException extends StackException {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    /** Thrown if the connector did not stream within the timeout. It may still start to. */
    static final class NotStreamingException extends StackException {
        private static final long serialVersionUID = 1L;

        private final String lastObservation;

        NotStreamingException(Duration waited, String lastObservation) {
            super("the connector is not streaming after " + waited.toSeconds() + " s: " + lastObservation);
            this.lastObservation = lastObservation;
        }

        /** Returns a copy that reports the whole time waited. */
        NotStreamingException withTotalWait(Duration total) {
            return new NotStreamingException(total, lastObservation);
        }
    }

    /** Checks what Debezium would report later and less clearly: {@code wal_level} and the tables. */
    public void requireCapturable(Connection connection) {
        try {
            Database.requireLogicalWal(connection);
            Database.requireTables(connection, config.tablePatterns());
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /**
     * Creates or updates the connector. An equal configuration is not sent again, because that would restart the
     * connector. If the worker lacks the connector of {@code infra/plugins}, Debezium's own is registered.
     *
     * @param requireAlive called between attempts; throws if a server is not running
     * @return whether a configuration was sent
     */
    public boolean register(Duration timeout, Runnable requireAlive) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                Optional<Map<String, String>> registered = connect.findConfig(config.name());
                ConnectorConfig wanted = config.withAvailableClass(connect.listConnectorClasses());
                if (registered.filter(wanted::isRegisteredAs).isPresent()) {
                    return false;
                }
                connect.putConfig(wanted.name(), wanted.settings(), Duration.ZERO);
                return true;
            } catch (ConnectUnavailableException e) {
                requireAlive.run();
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Poll.sleep(POLL_INTERVAL);
            }
        }
    }

    /**
     * Waits until changes are captured as they are made.
     *
     * @param requireAlive called between attempts; throws if a server is not running
     * @throws FailedException immediately, if the connector or a task FAILED
     * @throws StackException immediately if the slot is lost or the publication lacks a table, and after
     *     {@code timeout}
     */
    public void awaitStreaming(Duration timeout, Runnable requireAlive) {
        long end = System.nanoTime() + timeout.toNanos();
        long nextConnectPoll = System.nanoTime();
        String lastObservation = "its state is unknown";
        @Nullable Connection connection = null;
        try {
            while (true) {
                requireAlive.run();
                boolean streaming = false;
                try {
                    connection = connection == null ? database.open() : connection;
                    Optional<SlotStatus> slot = Database.findSlot(connection, config.slotName());
                    streaming = slot.map(SlotStatus::streaming).orElse(false);
                    slot.flatMap(SlotStatus::describeLoss).ifPresent(problem -> {
                        throw new StackException(problem);
                    });
                } catch (SQLException e) {
                    lastObservation = Exceptions.message(database.toStackException(e));
                    close(connection);
                    connection = null;
                }
                if (streaming || System.nanoTime() - nextConnectPoll >= 0) {
                    nextConnectPoll = System.nanoTime() + CONNECT_POLL_NANOS;
                    String connector = findConnectorProblem();
                    if (streaming && connector.isEmpty() && connection != null) {
                        requirePublished(connection);
                        return;
                    }
                    String slot = "slot " + config.slotName() + (streaming ? " streams" : " does not stream");
                    lastObservation =
                            connection == null ? lastObservation : connector.isEmpty() ? slot : connector + "; " + slot;
                }
                if (System.nanoTime() - end > 0) {
                    throw new NotStreamingException(timeout, lastObservation);
                }
                Poll.sleep(POLL_INTERVAL);
            }
        } finally {
            close(connection);
        }
    }

    /**
     * Returns a message if the publication lacks a captured table. PostgreSQL then sends no changes of that table,
     * although the slot streams.
     */
    public Optional<String> findPublicationProblem(Connection connection) throws SQLException {
        String publication = config.publicationName().orElse("");
        List<String> missing = publication.isEmpty()
                ? List.of()
                : Database.findUnpublishedTables(connection, publication, config.tablePatterns());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("publication " + publication + " does not have " + String.join(", ", missing)
                        + ", so PostgreSQL sends no changes of it, and those made in the meantime are lost. Take a new"
                        + " snapshot: `./cdc up --fresh`, or on other servers delete connector, offsets and slot");
    }

    private void requirePublished(Connection connection) {
        try {
            findPublicationProblem(connection).ifPresent(problem -> {
                throw new StackException(problem);
            });
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /** Returns why the connector is not running, or an empty string if it is. */
    private String findConnectorProblem() {
        try {
            ConnectorStatus status = connect.findStatus(config.name()).orElse(null);
            if (status == null) {
                return "Kafka Connect at " + connect.url() + " has no connector " + config.name() + " (register it)";
            }
            status.failureCause().ifPresent(cause -> {
                throw new FailedException(
                        "connector " + config.name() + " FAILED: " + LogTail.escapeControlCharacters(cause)
                                + "\nFix the cause, then restart the connector: `./cdc up`, or POST " + connect.url()
                                + "/connectors/" + config.name() + "/restart?includeTasks=true&onlyFailed=true");
            });
            return status.isRunning() ? "" : describe(status);
        } catch (ConnectUnavailableException e) {
            // Temporary: Kafka Connect is starting or rebalancing.
            return Exceptions.message(e);
        }
    }

    private String describe(ConnectorStatus status) {
        String tasks = status.tasks().stream()
                .map(task -> "task " + task.id() + " " + task.state())
                .collect(Collectors.joining(", "));
        boolean resumable = status.state().equals("PAUSED") || status.state().equals("STOPPED");
        String url = connect.url() + "/connectors/" + status.name();
        return "connector " + status.name() + " is " + status.state() + (tasks.isEmpty() ? ", no task" : ", " + tasks)
                + (resumable ? " (to resume it: PUT " + url + "/resume)" : "");
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new StackException("cannot close the connection to PostgreSQL: " + Exceptions.message(e), e);
            }
        }
    }
}
