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
    private static final long FAR_BEHIND = 1L << 30;

    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<ServerProcess> servers;
    private final Map<StackService, Integer> ports;
    private final ConnectorLifecycle capture;
    private final String remedy;
    private final List<String> problems = new ArrayList<>();

    private StackInspector(
            List<ServerProcess> servers, Map<StackService, Integer> ports, ConnectorLifecycle capture, String remedy) {
        this.servers = servers;
        this.ports = ports;
        this.capture = capture;
        this.remedy = remedy;
    }

    /** Of a stack whose servers are processes of this machine. */
    public static StackStatus ofServers(
            List<ServerProcess> servers,
            Map<StackService, Integer> ports,
            ConnectorLifecycle capture,
            SlotDriftDetector slotWatch) {
        StackInspector report = new StackInspector(servers, ports, capture, ": `./cdc up` mends that");
        List<StackStatus.Server> found = servers.stream().map(report::server).toList();
        ConnectorStatus connector = running(found, StackService.CONNECT) ? report.connector() : null;
        SlotStatus slot = running(found, StackService.POSTGRES) ? report.slot(connector) : null;
        slotWatch.trouble().ifPresent(report.problems::add);
        return new StackStatus(found, connector, slot, report.problems);
    }

    /** Of a stack of which nothing but its addresses is known. */
    public static StackStatus ofCapture(ConnectorLifecycle capture) {
        StackInspector report = new StackInspector(List.of(), Map.of(), capture, "");
        ConnectorStatus connector = report.connector();
        return new StackStatus(List.of(), connector, report.slot(connector), report.problems);
    }

    private StackStatus.Server server(ServerProcess server) {
        StackService component = server.component();
        PidFile process = server.running().orElse(null);
        State state = process == null ? State.STOPPED : server.paused() ? State.PAUSED : State.RUNNING;
        if (state == State.STOPPED) {
            problems.add(component.title() + " is not running" + remedy);
        } else if (state == State.PAUSED) {
            problems.add(component.title() + " is paused" + remedy);
        }
        int port = process == null ? Objects.requireNonNull(ports.get(component)) : process.port();
        return new StackStatus.Server(
                component, state, process == null ? null : process.pid(), "127.0.0.1:" + port, server.log());
    }

    private @Nullable ConnectorStatus connector() {
        String name = capture.config().name();
        try {
            ConnectorStatus status = capture.connect().status(name).orElse(null);
            if (status == null) {
                problems.add("connector " + name + " is not registered" + remedy);
            } else if (!status.running()) {
                problems.add("connector " + name + " is " + status.state() + ", its tasks "
                        + status.tasks().stream()
                                .map(ConnectorStatus.Task::state)
                                .toList()
                        + status.failure()
                                .map(cause -> " (" + LogTail.printable(cause) + ")")
                                .orElse("")
                        + remedy);
            }
            return status;
        } catch (StackException e) {
            problems.add(Poll.reason(e));
            return null;
        }
    }

    private @Nullable SlotStatus slot(@Nullable ConnectorStatus connector) {
        boolean connectorRuns = connector != null && connector.running();
        String name = capture.config().slot();
        try (Connection connection = capture.database().open()) {
            SlotStatus slot = Database.slot(connection, name).orElse(null);
            // Debezium connects anew when it has found its place: a moment without a stream is none of trouble.
            for (long end = System.nanoTime() + MOMENT.toNanos();
                    connectorRuns
                            && slot != null
                            && !slot.streaming()
                            && slot.lost().isEmpty()
                            && System.nanoTime() - end < 0; ) {
                Poll.pause(POLL);
                slot = Database.slot(connection, name).orElse(null);
            }
            if (slot == null) {
                problems.add("PostgreSQL has no replication slot " + name + remedy);
            } else if (slot.lost().isPresent()) {
                slot.lost().ifPresent(problems::add);
            } else if (!slot.streaming()) {
                problems.add("PostgreSQL does not stream to slot " + name + remedy);
            } else if ("unreserved".equals(slot.walStatus())) {
                problems.add(
                        "slot " + name + " holds more WAL than max_slot_wal_keep_size, and PostgreSQL removes that at"
                                + " its next checkpoint: raise the limit, or let the connector catch up at once");
            }
            if (slot != null && slot.lagBytes() > FAR_BEHIND) {
                problems.add("the connector is " + (slot.lagBytes() >> 20) + " MiB behind, and PostgreSQL keeps "
                        + (slot.retainedBytes() >> 20) + " MiB of WAL for it: if that grows, the disk fills up");
            }
            if (slot != null && slot.streaming()) {
                capture.publicationTrouble(connection).ifPresent(problems::add);
            }
            return slot;
        } catch (SQLException e) {
            problems.add(Poll.reason(capture.database().unreachable(e)));
            return null;
        }
    }

    private static boolean running(List<StackStatus.Server> servers, StackService component) {
        return servers.stream().anyMatch(s -> s.component() == component && s.state() == State.RUNNING);
    }
}
