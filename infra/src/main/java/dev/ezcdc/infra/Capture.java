package dev.ezcdc.infra;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connector: what it needs, its registration, and whether it streams. Stateless. */
record Capture(ConnectClient connect, Database database, ConnectorConfig config) {
    private static final Duration POLL = Duration.ofMillis(15);
    private static final long ASK_CONNECT_NANOS = Duration.ofMillis(200).toNanos();

    /** A connector or task that FAILED, which never heals by itself. */
    static final class FailedException extends StackException {
        private static final long serialVersionUID = 1L;

        FailedException(String connector, String cause, java.net.URI where) {
            super("connector " + connector + " FAILED: " + LogTail.printable(cause)
                    + "\nMend the cause, then restart what FAILED: `./cdc up`, or POST " + where
                    + "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=true");
        }
    }

    /** Checks by ourselves what Debezium would say later and less clearly. */
    void requireCapturable(Connection connection) {
        try {
            Database.requireLogical(connection);
            Database.requireTables(connection, config.tables());
        } catch (SQLException e) {
            throw database.unreachable(e);
        }
    }

    /**
     * Creates or changes the connector, unless it is as wanted: putting the same again would restart it.
     *
     * @return whether anything was put
     */
    boolean register(Duration timeout, Runnable requireAlive) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                Optional<Map<String, String>> registered = connect.config(config.name());
                if (registered.filter(config::sameAs).isPresent()) {
                    return false;
                }
                connect.putConfig(config.name(), config.settings(), Duration.ZERO);
                return true;
            } catch (ConnectUnavailableException e) {
                requireAlive.run();
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Waiting.pause(POLL);
            }
        }
    }

    /**
     * Returns when a change made now will be seen.
     *
     * @param requireAlive asked between tries; throws when waiting is in vain
     * @throws FailedException at once when the connector or its task FAILED
     */
    void awaitStreaming(Duration timeout, Runnable requireAlive) {
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
                    streaming = Database.slot(connection, config.slot())
                            .map(SlotStatus::streaming)
                            .orElse(false);
                } catch (SQLException e) {
                    last = Waiting.reason(database.unreachable(e));
                    close(connection);
                    connection = null;
                }
                if (streaming || System.nanoTime() - ask >= 0) {
                    ask = System.nanoTime() + ASK_CONNECT_NANOS;
                    Optional<ConnectorStatus> status = status();
                    if (status.isPresent() && status.get().running() && streaming) {
                        return;
                    }
                    last = connection == null ? last : describe(status, streaming);
                }
                if (System.nanoTime() - end > 0) {
                    throw new StackException("not streaming after " + timeout.toSeconds() + " s: " + last);
                }
                Waiting.pause(POLL);
            }
        } finally {
            close(connection);
        }
    }

    private Optional<ConnectorStatus> status() {
        try {
            Optional<ConnectorStatus> status = connect.status(config.name());
            status.flatMap(ConnectorStatus::failure).ifPresent(cause -> {
                throw new FailedException(config.name(), cause, connect.url());
            });
            return status;
        } catch (ConnectUnavailableException e) {
            // Starting or rebalancing: not yet, rather than never.
            return Optional.empty();
        }
    }

    private String describe(Optional<ConnectorStatus> status, boolean streaming) {
        return status.map(s -> "connector " + s.name() + " is " + s.state()
                                + s.tasks().stream()
                                        .map(t -> ", task " + t.id() + " " + t.state())
                                        .reduce("", String::concat)
                                + (s.state().equals("PAUSED") || s.state().equals("STOPPED")
                                        ? " (resume it: PUT " + connect.url() + "/connectors/" + s.name() + "/resume)"
                                        : ""))
                        .orElse("Kafka Connect at " + connect.url() + " has no connector " + config.name()
                                + ", or does not answer")
                + ", slot " + config.slot() + (streaming ? " streams" : " does not stream");
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new StackException("cannot close a connection: " + Waiting.reason(e), e);
            }
        }
    }
}
