package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.SnapshotProgress;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks a connector's requirements, registers it, and waits until it streams. Stateless. */
public record ConnectorLifecycle(ConnectClient connect, Database database, ConnectorConfig config) {
    private static final Duration CONFIG_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);
    private static final long CONNECT_POLL_NANOS = Duration.ofMillis(200).toNanos();

    /** Thrown if the connector or a task FAILED. It never recovers without a restart. */
    static final class FailedException extends StackException {
        private static final long serialVersionUID = 1L;

        private final boolean hasRemedy;

        FailedException(String message, boolean hasRemedy) {
            super(message);
            this.hasRemedy = hasRemedy;
        }

        /** Returns whether something other than a restart is needed. */
        boolean hasRemedy() {
            return hasRemedy;
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

    /** Checks what Debezium would report later and less clearly, such as {@code wal_level}, tables and rights. */
    public void requireCapturable(Connection connection) {
        requireNone(() -> findCaptureProblems(connection, false));
    }

    /** Checks that the tables exist, and that PostgreSQL accepts updates of them once a publication contains them. */
    public void requirePublishable(Connection connection) {
        requireNone(() -> config.captureCheck().findTableProblems(connection));
    }

    /**
     * Returns why the connector cannot capture its tables, or would do harm.
     *
     * @param isStreaming whether the connector streams, so that its publication must have all tables
     */
    public List<String> findCaptureProblems(Connection connection, boolean isStreaming) throws SQLException {
        return config.captureCheck().findProblems(connection, isStreaming);
    }

    /** Returns what is right now, but will do harm after a change of a table. */
    public List<String> findCaptureRisks(Connection connection) throws SQLException {
        return config.captureCheck().findRisks(connection);
    }

    /** Returns which of the connector's slot, publication and topic prefix another connector of the worker has, too. */
    public List<String> findClashes() {
        try {
            return new ConnectorValidation(connect).findClashes(config, CONFIG_TIMEOUT);
        } catch (ConnectUnavailableException e) {
            return List.of(); // without Kafka the worker does not answer
        }
    }

    /** Finds problems in the database. */
    private interface Check {
        List<String> findProblems() throws SQLException;
    }

    private void requireNone(Check check) {
        try {
            List<String> problems = check.findProblems();
            if (!problems.isEmpty()) {
                throw new StackException(String.join("\n", problems));
            }
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /** Returns a lifecycle of the same connector with another configuration. */
    public ConnectorLifecycle withConfig(ConnectorConfig changed) {
        return new ConnectorLifecycle(connect, database, changed);
    }

    /**
     * Returns a lifecycle with the configuration that is registered, which its user may have changed. Returns this
     * lifecycle if none is registered or the worker does not answer.
     */
    public ConnectorLifecycle withRegisteredConfig() {
        try {
            return connect.findConfig(config.name(), CONFIG_TIMEOUT)
                    .map(settings -> withConfig(new ConnectorConfig(config.name(), settings)))
                    .orElse(this);
        } catch (StackException e) {
            // A request for the connector's state reports the same error.
            return this;
        }
    }

    /**
     * Compares this configuration with that of the registered connector. Waits until the worker answers. If the worker
     * lacks the connector of {@code infra/plugins}, Debezium's own is planned.
     *
     * @param requested the keys whose values replace those of a registered connector
     * @param requireAlive called between attempts; throws if a server is not running
     */
    public ConnectorPlan plan(
            ExistingConnector existing, Set<String> requested, Duration timeout, Runnable requireAlive) {
        return retry(
                () -> ConnectorPlan.of(
                        config.withAvailableClass(connect.listConnectorClasses()),
                        existing,
                        requested,
                        connect.findConfig(config.name())),
                timeout,
                requireAlive);
    }

    /**
     * Creates or updates the connector. An equal configuration is not sent again, because that would restart the
     * connector.
     *
     * @param requireAlive called between attempts; throws if a server is not running
     */
    public void register(ConnectorPlan plan, Duration timeout, Runnable requireAlive) {
        if (plan.isChange()) {
            replaceConfig(plan.config(), timeout, requireAlive);
        }
    }

    /**
     * Sends a configuration to the worker. Returns when the task that streamed with the present one has ended: Kafka
     * Connect replaces it some time after its response, and until then it looks like the new one.
     *
     * @param requireAlive called between attempts; throws if a server is not running
     */
    public void replaceConfig(ConnectorConfig changed, Duration timeout, Runnable requireAlive) {
        Optional<TaskSession> session = TaskSession.find(this);
        retry(
                () -> {
                    connect.putConfig(changed.name(), changed.settings(), Duration.ZERO);
                    return changed;
                },
                timeout,
                requireAlive);
        session.ifPresent(old -> old.awaitEnd(this, timeout, requireAlive));
    }

    private static <T> T retry(Supplier<T> work, Duration timeout, Runnable requireAlive) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return work.get();
            } catch (ConnectUnavailableException e) {
                requireAlive.run();
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Poll.sleep(POLL_INTERVAL);
            }
        }
    }

    /** Returns the progress of the connector's snapshot, or empty if none is running. */
    public Optional<SnapshotProgress> findSnapshot(Connection connection) throws SQLException {
        return new SnapshotMonitor(connect, config).findProgress(connection);
    }

    /** Returns the position of the task in the log, or empty if it does not stream or the worker does not report it. */
    public Optional<StreamingMetrics> findStreamingMetrics() {
        return connect.findMetrics(config.topicPrefix())
                .map(metrics -> metrics.path("streaming"))
                .filter(streaming -> streaming.path("Connected").asBoolean())
                .map(streaming -> new StreamingMetrics(
                        streaming.path("TotalNumberOfEventsSeen").asLong(),
                        streaming.path("MilliSecondsBehindSource").asLong(-1),
                        streaming.path("LastTransactionId").asText()));
    }

    /**
     * Waits until changes are captured as they are made. A snapshot takes as long as it needs, while it progresses.
     *
     * @param requireAlive called between attempts; throws if a server is not running
     * @param progress receives a line about a long snapshot now and then
     * @throws FailedException immediately, if the connector or a task FAILED
     * @throws StackException immediately if the slot is lost or the publication lacks a table, and after
     *     {@code timeout}
     */
    public void awaitStreaming(Duration timeout, Runnable requireAlive, Consumer<String> progress) {
        SnapshotWait wait = new SnapshotWait(timeout, progress);
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
                    String connector = state().findProblem();
                    if (streaming && connector.isEmpty() && connection != null) {
                        Connection open = connection;
                        requireNone(() -> findCaptureProblems(open, true));
                        return;
                    }
                    if (connection != null) {
                        lastObservation = connector + (connector.isEmpty() ? "" : "; ") + "slot " + config.slotName()
                                + (streaming ? " streams" : " does not stream") + wait.observe(this, connection);
                    }
                }
                if (wait.isOver()) {
                    throw new NotStreamingException(timeout, lastObservation);
                }
                Poll.sleep(POLL_INTERVAL);
            }
        } finally {
            close(connection);
        }
    }

    /** @throws FailedException if the connector or a task FAILED */
    void requireNoFailure() {
        state().findProblem();
    }

    private ConnectorState state() {
        return new ConnectorState(connect, config.name());
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
