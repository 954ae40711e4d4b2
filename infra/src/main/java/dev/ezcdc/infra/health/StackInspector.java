package dev.ezcdc.infra.health;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus.State;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.server.ServerProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at a stack once. */
public final class StackInspector {
    /** More than a connector that streams and is healthy ever has before it, a load of large rows included. */
    private static final long LAG_LIMIT_BYTES = 1L << 30;

    private static final Duration RECONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final List<ServerProcess> servers;
    private final Map<StackService, Integer> ports;
    private final ConnectorLifecycle lifecycle;
    private final String remedy;
    private final List<String> problems = new ArrayList<>();

    private StackInspector(
            List<ServerProcess> servers, Map<StackService, Integer> ports, ConnectorLifecycle capture, String remedy) {
        this.servers = servers;
        this.ports = ports;
        this.lifecycle = capture;
        this.remedy = remedy;
    }

    /** Of a stack whose servers are processes of this machine. */
    public static StackStatus inspectEmbedded(
            List<ServerProcess> servers,
            Map<StackService, Integer> ports,
            ConnectorLifecycle capture,
            SlotDriftDetector slotWatch) {
        StackInspector report = new StackInspector(servers, ports, capture, ": `./cdc up` mends that");
        List<StackStatus.Server> found = servers.stream().map(report::inspectServer).toList();
        ConnectorStatus connector = isRunning(found, StackService.CONNECT) ? report.inspectConnector() : null;
        SlotStatus slot = isRunning(found, StackService.POSTGRES) ? report.inspectSlot(connector) : null;
        slotWatch.readFinding().ifPresent(report.problems::add);
        return new StackStatus(found, connector, slot, report.problems);
    }

    /** Of a stack of which nothing but its addresses is known. */
    public static StackStatus inspectExternal(ConnectorLifecycle capture) {
        StackInspector report = new StackInspector(List.of(), Map.of(), capture, "");
        ConnectorStatus connector = report.inspectConnector();
        return new StackStatus(List.of(), connector, report.inspectSlot(connector), report.problems);
    }

    private StackStatus.Server inspectServer(ServerProcess server) {
        StackService component = server.service();
        PidFile process = server.findRunning().orElse(null);
        State state = process == null ? State.STOPPED : server.isPaused() ? State.PAUSED : State.RUNNING;
        if (state == State.STOPPED) {
            problems.add(component.title() + " is not running" + remedy);
        } else if (state == State.PAUSED) {
            problems.add(component.title() + " is paused" + remedy);
        }
        int port = process == null ? Objects.requireNonNull(ports.get(component)) : process.port();
        return new StackStatus.Server(
                component, state, process == null ? null : process.pid(), "127.0.0.1:" + port, server.log());
    }

    private @Nullable ConnectorStatus inspectConnector() {
        String name = lifecycle.config().name();
        try {
            ConnectorStatus status = lifecycle.connect().findStatus(name).orElse(null);
            if (status == null) {
                problems.add("connector " + name + " is not registered" + remedy);
            } else if (!status.isRunning()) {
                problems.add("connector " + name + " is " + status.state() + ", its tasks "
                        + status.tasks().stream()
                                .map(ConnectorStatus.Task::state)
                                .toList()
                        + status.failureCause()
                                .map(cause -> " (" + LogTail.escapeControlCharacters(cause) + ")")
                                .orElse("")
                        + remedy);
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
            // Debezium connects anew when it has found its place: a moment without a stream is none of trouble.
            for (long end = System.nanoTime() + RECONNECT_TIMEOUT.toNanos();
                    connectorRuns
                            && slot != null
                            && !slot.streaming()
                            && slot.describeLoss().isEmpty()
                            && System.nanoTime() - end < 0; ) {
                Poll.sleep(POLL_INTERVAL);
                slot = Database.findSlot(connection, name).orElse(null);
            }
            if (slot == null) {
                problems.add("PostgreSQL has no replication slot " + name + remedy);
            } else if (slot.describeLoss().isPresent()) {
                slot.describeLoss().ifPresent(problems::add);
            } else if (!slot.streaming()) {
                problems.add("PostgreSQL does not stream to slot " + name + remedy);
            } else if ("unreserved".equals(slot.walStatus())) {
                problems.add(
                        "slot " + name + " holds more WAL than max_slot_wal_keep_size, and PostgreSQL removes that at"
                                + " its next checkpoint: raise the limit, or let the connector catch up at once");
            }
            if (slot != null && slot.lagBytes() > LAG_LIMIT_BYTES) {
                problems.add("the connector is " + (slot.lagBytes() >> 20) + " MiB behind, and PostgreSQL keeps "
                        + (slot.retainedBytes() >> 20) + " MiB of WAL for it: if that grows, the disk fills up");
            }
            if (slot != null && slot.streaming()) {
                lifecycle.findPublicationProblem(connection).ifPresent(problems::add);
            }
            return slot;
        } catch (SQLException e) {
            problems.add(Exceptions.message(lifecycle.database().toStackException(e)));
            return null;
        }
    }

    private static boolean isRunning(List<StackStatus.Server> servers, StackService component) {
        return servers.stream().anyMatch(s -> s.service() == component && s.state() == State.RUNNING);
    }
}
