package dev.ezcdc.infra.health;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.LossRemedy;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.ReplicationStatus;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.SnapshotProgress;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.StackStatus.State;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ConnectorOffsets;
import dev.ezcdc.infra.connector.FailureRemedy;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.replication.PostgresPair;
import dev.ezcdc.infra.replication.ReplicationInspector;
import dev.ezcdc.infra.server.ServerProcess;
import dev.ezcdc.infra.tls.TlsHome;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Inspects servers, connector and slot once, and lists the problems. Not thread-safe. */
public final class StackInspector {
    /** A healthy connector is never this far behind, even under a load of large rows. */
    private static final long LAG_LIMIT_BYTES = 1L << 30;

    private static final Duration RECONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final List<ServerProcess> servers;
    private final Map<Node, Integer> ports;
    private ConnectorLifecycle lifecycle;
    private final String remedy;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<SlotStatus> otherSlots = List.of();
    private @Nullable SnapshotProgress snapshot;
    private @Nullable ReplicationStatus replication;

    private StackInspector(
            List<ServerProcess> servers, Map<Node, Integer> ports, ConnectorLifecycle lifecycle, String remedy) {
        this.servers = servers;
        this.ports = ports;
        this.lifecycle = lifecycle;
        this.remedy = remedy;
    }

    /** Inspects a stack whose servers are local processes. */
    public static StackStatus inspectEmbedded(
            List<ServerProcess> servers,
            Map<Node, Integer> ports,
            Endpoints endpoints,
            ConnectorLifecycle lifecycle,
            SlotDriftDetector driftDetector,
            @Nullable TlsHome tls,
            @Nullable PostgresPair pair) {
        StackInspector inspector = new StackInspector(servers, ports, lifecycle, ". Run `./cdc up`");
        List<StackStatus.Server> inspected =
                servers.stream().map(inspector::inspectServer).toList();
        ConnectorStatus connector = null;
        if (isRunning(inspected, StackService.CONNECT)) {
            // Without Kafka the worker knows the connector's state, but does not answer a request for its
            // configuration.
            inspector.lifecycle =
                    isRunning(inspected, StackService.KAFKA) ? lifecycle.withRegisteredConfig() : lifecycle;
            connector = inspector.inspectConnector();
        }
        SlotStatus slot = isRunning(inspected, StackService.POSTGRES) ? inspector.inspectSlot(connector) : null;
        if (servers.stream()
                        .filter(server -> server.node().service() == StackService.KAFKA)
                        .count()
                > 1) {
            new ReplicaInspector(endpoints).inspect(inspector.notes::add, inspector.problems::add);
        }
        if (pair != null) {
            inspector.replication = new ReplicationInspector(
                            pair, lifecycle.config().slotName(), inspector.problems::add)
                    .inspect()
                    .orElse(null);
        }
        driftDetector.readFinding().ifPresent(inspector.problems::add);
        if (tls != null) {
            tls.findExpiryProblem().ifPresent(inspector.problems::add);
        }
        return inspector.report(inspected, connector, slot);
    }

    /** Inspects a stack of which only the addresses are known. */
    public static StackStatus inspectExternal(ConnectorLifecycle lifecycle) {
        StackInspector inspector = new StackInspector(List.of(), Map.of(), lifecycle, "");
        ConnectorStatus connector = inspector.inspectConnector();
        SlotStatus slot = inspector.inspectSlot(connector);
        return inspector.report(List.of(), connector, slot);
    }

    private StackStatus report(
            List<StackStatus.Server> inspected, @Nullable ConnectorStatus connector, @Nullable SlotStatus slot) {
        return new StackStatus(inspected, replication, connector, slot, otherSlots, snapshot, notes, problems);
    }

    private StackStatus.Server inspectServer(ServerProcess server) {
        Node node = server.node();
        PidFile process = server.findRunning().orElse(null);
        State state = process == null ? State.STOPPED : server.isPaused() ? State.PAUSED : State.RUNNING;
        if (state == State.STOPPED) {
            problems.add(node.title() + " is not running" + remedy);
        } else if (state == State.PAUSED) {
            problems.add(node.title() + " is paused" + remedy);
        }
        int port = process == null ? Objects.requireNonNull(ports.get(node)) : process.port();
        return new StackStatus.Server(
                node,
                state,
                process == null ? null : process.pid(),
                "127.0.0.1:" + port,
                server.log(),
                process == null || process.metricsPort() == null
                        ? null
                        : URI.create("http://127.0.0.1:" + process.metricsPort() + "/metrics"));
    }

    private @Nullable ConnectorStatus inspectConnector() {
        String name = lifecycle.config().name();
        try {
            ConnectorStatus status = lifecycle.connect().findStatus(name).orElse(null);
            if (status == null) {
                problems.add("connector " + name + " is not registered" + remedy);
            } else if (status.isRunning()) {
                notes.addAll(lifecycle.findClashes());
            } else {
                problems.add("connector " + name + " is " + status.state() + ", its tasks are "
                        + status.tasks().stream()
                                .map(ConnectorStatus.Task::state)
                                .toList()
                        + status.failureCause()
                                .map(cause -> " (" + LogTail.escapeControlCharacters(cause) + ")")
                                .orElse("")
                        + status.failureCause()
                                .flatMap(FailureRemedy::find)
                                .map(text -> ". " + text)
                                .orElse(remedy));
            }
            return status;
        } catch (StackException e) {
            problems.add(Exceptions.message(e));
            return null;
        }
    }

    private @Nullable SlotStatus inspectSlot(@Nullable ConnectorStatus connector) {
        boolean connectorRuns = connector != null && connector.isRunning();
        String name = lifecycle.config().slotName();
        try (Connection connection = lifecycle.database().open()) {
            SlotStatus slot = Database.findSlot(connection, name).orElse(null);
            if (connectorRuns && (slot == null || !slot.streaming())) {
                snapshot = findSnapshot(connection);
            }
            // Debezium reconnects once it has found its position, so a short interruption is not a problem.
            for (long end = System.nanoTime() + RECONNECT_TIMEOUT.toNanos();
                    connectorRuns
                            && snapshot == null
                            && slot != null
                            && !slot.streaming()
                            && slot.describeLoss().isEmpty()
                            && System.nanoTime() - end < 0; ) {
                Poll.sleep(POLL_INTERVAL);
                slot = Database.findSlot(connection, name).orElse(null);
            }
            if (slot == null) {
                problems.add("PostgreSQL has no replication slot " + name
                        + (hasStoredPosition()
                                ? ": changes since the connector's last position are lost. Run " + LossRemedy.NEW_SLOT
                                        + ", which creates the slot and reads the tables again"
                                : remedy));
            } else if (slot.describeLoss().isPresent()) {
                slot.describeLoss().ifPresent(problems::add);
            } else if (!slot.active() && connectorRuns && snapshot == null) {
                problems.add("PostgreSQL does not stream to slot " + name + remedy);
            } else if ("unreserved".equals(slot.walStatus())) {
                problems.add(
                        "slot " + name + " needs more WAL than max_slot_wal_keep_size keeps, and PostgreSQL removes it"
                                + " at its next checkpoint. Raise the limit now, or let the connector catch up");
            }
            if (slot != null && connectorRuns && snapshot == null) {
                notes.addAll(new BacklogInspector(lifecycle, slot).describe(connection));
            }
            inspectOtherSlots(connection, name);
            if (slot != null && slot.lagBytes() > LAG_LIMIT_BYTES) {
                problems.add("the connector is " + (slot.lagBytes() >> 20) + " MiB behind, and PostgreSQL keeps "
                        + (slot.retainedBytes() >> 20) + " MiB of WAL for it. Let it catch up before the disk is full");
            }
            inspectCapture(connection, slot != null && slot.streaming());
            return slot;
        } catch (SQLException e) {
            problems.add(Exceptions.message(lifecycle.database().toStackException(e)));
            return null;
        }
    }

    /** Reports a failure itself, such as a locked table, so that the state of the slot is still shown. */
    private void inspectCapture(Connection connection, boolean isStreaming) {
        try {
            notes.addAll(lifecycle.findCaptureRisks(connection));
            problems.addAll(lifecycle.findCaptureProblems(connection, isStreaming));
        } catch (SQLException e) {
            problems.add("tables, rights and publication were not checked: "
                    + Exceptions.message(lifecycle.database().toStackException(e)));
        }
    }

    /** Returns whether the connector has read a slot before. Then its slot is lost, and not only not created yet. */
    private boolean hasStoredPosition() {
        try {
            return !ConnectorOffsets.of(lifecycle.connect(), lifecycle.config().name())
                    .isEmpty();
        } catch (StackException e) {
            return false; // the connector's own problem has been reported
        }
    }

    private void inspectOtherSlots(Connection connection, String name) throws SQLException {
        otherSlots = Database.listOtherSlots(connection, name).stream()
                .filter(other -> !other.name().equals(PostgresPair.STANDBY)) // part of the replication's state
                .toList();
        for (SlotStatus other : otherSlots) {
            if (!other.active() && other.retainedBytes() > LAG_LIMIT_BYTES) {
                problems.add("no client reads slot " + other.name() + ", and PostgreSQL keeps "
                        + BacklogInspector.mebibytes(other.retainedBytes())
                        + " of WAL for it. Start its client, or drop it: `select pg_drop_replication_slot('"
                        + other.name() + "')`");
            }
        }
    }

    private @Nullable SnapshotProgress findSnapshot(Connection connection) throws SQLException {
        try {
            return lifecycle.findSnapshot(connection).orElse(null);
        } catch (ConnectUnavailableException e) {
            return null; // a problem already
        }
    }

    private static boolean isRunning(List<StackStatus.Server> servers, StackService service) {
        return servers.stream()
                .anyMatch(server -> server.node().service() == service && server.state() == State.RUNNING);
    }
}
