package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connector: what it needs, its registration, and whether it streams. Stateless. */
public record ConnectorLifecycle(ConnectClient connect, Database database, ConnectorConfig config) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);
    private static final long CONNECT_POLL_NANOS = Duration.ofMillis(200).toNanos();

    /** A connector or task that FAILED: it never heals by itself, but may when it is restarted. */
    static final class FailedException extends StackException {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    /** Waiting was in vain; longer waiting may not be. */
    static final class NotStreamingException extends StackException {
        private static final long serialVersionUID = 1L;

        private final String lastObservation;

        NotStreamingException(Duration waited, String last) {
            super("not streaming after " + waited.toSeconds() + " s: " + last);
            this.lastObservation = last;
        }

        /** The same after having waited longer in all. */
        NotStreamingException withTotalWait(Duration whole) {
            return new NotStreamingException(whole, lastObservation);
        }
    }

    /** Checks by ourselves what Debezium would say later and less clearly. */
    public void requireCapturable(Connection connection) {
        try {
            Database.requireLogicalWal(connection);
            Database.requireTables(connection, config.tablePatterns());
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /**
     * Creates or changes the connector, unless it is as wanted: putting the same again would restart it. A worker without our
     * connector is given Debezium's.
     *
     * @return whether anything was put
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
     * Returns when a change made now will be seen.
     *
     * @param requireAlive asked between tries; throws when waiting is in vain
     * @throws FailedException at once when the connector or its task FAILED
     * @throws StackException at once when the slot is lost or the publication lacks a table, and after {@code timeout}
     */
    public void awaitStreaming(Duration timeout, Runnable requireAlive) {
        long end = System.nanoTime() + timeout.toNanos();
        long ask = System.nanoTime();
        String last = "nothing was heard of it";
        @Nullable Connection connection = null;
        try {
            while (true) {
                requireAlive.run();
                boolean streaming = false;
                try {
                    connection = connection == null ? database.open() : connection;
                    Optional<SlotStatus> slot = Database.findSlot(connection, config.slotName());
                    streaming = slot.map(SlotStatus::streaming).orElse(false);
                    slot.flatMap(SlotStatus::describeLoss).ifPresent(trouble -> {
                        throw new StackException(trouble);
                    });
                } catch (SQLException e) {
                    last = Exceptions.message(database.toStackException(e));
                    close(connection);
                    connection = null;
                }
                if (streaming || System.nanoTime() - ask >= 0) {
                    ask = System.nanoTime() + CONNECT_POLL_NANOS;
                    String connector = findConnectorProblem();
                    if (streaming && connector.isEmpty() && connection != null) {
                        requirePublished(connection);
                        return;
                    }
                    String slot = "slot " + config.slotName() + (streaming ? " streams" : " does not stream");
                    last = connection == null ? last : connector.isEmpty() ? slot : connector + "; " + slot;
                }
                if (System.nanoTime() - end > 0) {
                    throw new NotStreamingException(timeout, last);
                }
                Poll.sleep(POLL_INTERVAL);
            }
        } finally {
            close(connection);
        }
    }

    /** Tables of which PostgreSQL sends nothing although the slot streams; told in words, or empty. */
    public Optional<String> findPublicationProblem(Connection connection) throws SQLException {
        String publication = config.publicationName().orElse("");
        List<String> missing =
                publication.isEmpty() ? List.of() : Database.findUnpublishedTables(connection, publication, config.tablePatterns());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "publication " + publication + " does not have " + String.join(", ", missing)
                                + ", so PostgreSQL sends no changes of that, and those made meanwhile are lost to the slot: take a"
                                + " new snapshot (`./cdc up --fresh` starts over; elsewhere delete connector, offsets and slot)");
    }

    private void requirePublished(Connection connection) {
        try {
            findPublicationProblem(connection).ifPresent(trouble -> {
                throw new StackException(trouble);
            });
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /** Why the connector does not run, or an empty text when it does. */
    private String findConnectorProblem() {
        try {
            ConnectorStatus status = connect.findStatus(config.name()).orElse(null);
            if (status == null) {
                return "Kafka Connect at " + connect.url() + " has no connector " + config.name() + ": register it";
            }
            status.failureCause().ifPresent(cause -> {
                throw new FailedException("connector " + config.name() + " FAILED: " + LogTail.escapeControlCharacters(cause)
                        + "\nMend the cause, then restart what FAILED: `./cdc up`, or POST " + connect.url()
                        + "/connectors/" + config.name() + "/restart?includeTasks=true&onlyFailed=true");
            });
            return status.isRunning() ? "" : describe(status);
        } catch (ConnectUnavailableException e) {
            // Starting or rebalancing: not yet, rather than never.
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
                + (resumable ? " (resume it: PUT " + url + "/resume)" : "");
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new StackException("cannot close a connection: " + Exceptions.message(e), e);
            }
        }
    }
}
