package dev.ezcdc.infra;

import dev.ezcdc.infra.StackStatus.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at an embedded stack once. */
final class StatusReport {
    private static final String REMEDY = ": `./cdc up` mends that";

    private final List<ServerProcess> servers;
    private final Map<Component, Integer> ports;
    private final Capture capture;
    private final List<String> problems = new ArrayList<>();

    StatusReport(List<ServerProcess> servers, Map<Component, Integer> ports, Capture capture) {
        this.servers = servers;
        this.ports = ports;
        this.capture = capture;
    }

    StackStatus make() {
        List<StackStatus.Server> found = servers.stream().map(this::server).toList();
        ConnectorStatus connector = running(found, Component.CONNECT) ? connector() : null;
        SlotStatus slot = running(found, Component.POSTGRES) ? slot() : null;
        return new StackStatus(found, connector, slot, problems);
    }

    private StackStatus.Server server(ServerProcess server) {
        Component component = server.component();
        PidFile process = server.running().orElse(null);
        State state = process == null ? State.STOPPED : server.paused() ? State.PAUSED : State.RUNNING;
        if (state == State.STOPPED) {
            problems.add(component.title() + " is not running" + REMEDY);
        } else if (state == State.PAUSED) {
            problems.add(component.title() + " is paused" + REMEDY);
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
                problems.add("connector " + name + " is not registered" + REMEDY);
            } else if (!status.running()) {
                problems.add("connector " + name + " is " + status.state() + ", its tasks "
                        + status.tasks().stream()
                                .map(ConnectorStatus.Task::state)
                                .toList()
                        + status.failure()
                                .map(cause -> " (" + LogTail.printable(cause) + ")")
                                .orElse("")
                        + REMEDY);
            }
            return status;
        } catch (StackException e) {
            problems.add(Waiting.reason(e));
            return null;
        }
    }

    private @Nullable SlotStatus slot() {
        String name = capture.config().slot();
        try (Connection connection = capture.database().open()) {
            SlotStatus slot = Database.slot(connection, name).orElse(null);
            if (slot == null) {
                problems.add("PostgreSQL has no replication slot " + name + REMEDY);
            } else if ("lost".equals(slot.walStatus())) {
                problems.add("slot " + name + " is lost: PostgreSQL has removed WAL that it needed; drop the slot, and"
                        + " take a new snapshot (`./cdc up --fresh` starts over)");
            } else if (!slot.streaming()) {
                problems.add("PostgreSQL does not stream to slot " + name + REMEDY);
            }
            if (slot != null && slot.streaming()) {
                capture.publicationTrouble(connection).ifPresent(problems::add);
            }
            return slot;
        } catch (SQLException e) {
            problems.add(Waiting.reason(capture.database().unreachable(e)));
            return null;
        }
    }

    private static boolean running(List<StackStatus.Server> servers, Component component) {
        return servers.stream().anyMatch(s -> s.component() == component && s.state() == State.RUNNING);
    }
}
