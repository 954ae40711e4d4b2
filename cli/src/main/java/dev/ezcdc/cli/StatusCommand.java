package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.ReplicationStatus;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.SnapshotProgress;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Inspects the embedded stack without changing it. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show servers, connector and slot",
        description = {
            "Show the servers, the connector with its tasks, and the replication slot.",
            "Read-only. Exits with 1 if anything is unhealthy."
        })
final class StatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        StackStatus status = inspect(stackOptions.settings());
        output.print(console, () -> json(status), out -> print(out, status));
        return status.isHealthy() ? 0 : 1;
    }

    /** Does not close the stack, because it did not start the servers. */
    private static StackStatus inspect(StackSettings settings) {
        EmbeddedStack stack = new EmbeddedStack(settings);
        return stack.status();
    }

    private static void print(PrintWriter out, StackStatus status) {
        for (StackStatus.Server server : status.servers()) {
            out.printf(
                    Locale.ROOT,
                    "%-15s %-8s %-16s %s%n",
                    server.node().title(),
                    lower(server.state()),
                    server.address(),
                    server.pid() == null ? "" : "pid " + server.pid());
        }
        for (StackStatus.Server server : status.servers()) {
            if (server.metricsUrl() != null) {
                out.printf(
                        Locale.ROOT,
                        "%-14s %s (%s)%n",
                        "metrics",
                        server.metricsUrl(),
                        server.node().title());
            }
        }
        ReplicationStatus replication = status.replication();
        if (replication != null) {
            out.printf(
                    Locale.ROOT,
                    "%s is the primary; %s, its standby, %s%n",
                    replication.primary().title(),
                    replication.standby().title(),
                    replication.canFailOver() ? "could take over now" : "could not take over now without a loss");
        }
        ConnectorStatus connector = status.connector();
        if (connector != null) {
            String tasks =
                    connector.tasks().stream().map(ConnectorStatus.Task::state).collect(Collectors.joining(", "));
            out.printf(Locale.ROOT, "%-14s %-8s task %s%n", connector.name(), connector.state(), tasks);
        }
        SlotStatus slot = status.slot();
        if (slot != null) {
            out.printf(
                    Locale.ROOT,
                    "slot %-9s %-9s retains %s of WAL, confirmed to %s, %s behind%n",
                    slot.name(),
                    slot.streaming() ? "streaming" : slot.active() ? "active" : "idle",
                    bytes(slot.retainedBytes()),
                    slot.confirmedFlushLsn(),
                    bytes(slot.lagBytes()));
        }
        for (SlotStatus other : status.otherSlots()) {
            out.printf(
                    Locale.ROOT,
                    "other slot %s, %s, retains %s of WAL%n",
                    other.name(),
                    other.active() ? "active" : "idle",
                    bytes(other.retainedBytes()));
        }
        SnapshotProgress snapshot = status.snapshot();
        if (snapshot != null) {
            out.printf(Locale.ROOT, "%-14s %-8s %s%n", "snapshot", "running", snapshot.describe());
            snapshot.tables()
                    .forEach(table -> out.println(
                            "  " + LogTail.escapeControlCharacters(table.name()) + "  " + table.describe()));
            out.println("changes made now arrive after the snapshot");
        }
        status.notes().forEach(out::println);
        status.problems().forEach(problem -> out.println("! " + problem));
        if (status.isHealthy()) {
            out.println("streaming: a change made now will arrive");
        }
    }

    private static ObjectNode json(StackStatus status) {
        ObjectNode root = Json.object().put("healthy", status.isHealthy());
        ObjectNode servers = root.putObject("servers");
        for (StackStatus.Server server : status.servers()) {
            servers.putObject(server.node().id())
                    .put("state", lower(server.state()))
                    .put("address", server.address())
                    .put("pid", server.pid())
                    .put("log", server.log().toString())
                    .put(
                            "metrics_url",
                            server.metricsUrl() == null
                                    ? null
                                    : server.metricsUrl().toString());
        }
        ReplicationStatus replication = status.replication();
        if (replication != null) {
            root.putObject("replication")
                    .put("primary", replication.primary().id())
                    .put("standby", replication.standby().id())
                    .put("streaming", replication.isStreaming())
                    .put("synchronous", replication.isSynchronous())
                    .put("lag_bytes", replication.lagBytes())
                    .put("can_fail_over", replication.canFailOver())
                    .put("obstacle", replication.obstacle());
        }
        ConnectorStatus connector = status.connector();
        if (connector != null) {
            ArrayNode tasks = root.putObject("connector")
                    .put("name", connector.name())
                    .put("state", connector.state())
                    .putArray("tasks");
            connector.tasks().forEach(task -> tasks.add(task.state()));
        }
        SlotStatus slot = status.slot();
        if (slot != null) {
            root.set("slot", json(slot));
        }
        ArrayNode otherSlots = root.putArray("other_slots");
        status.otherSlots().forEach(other -> otherSlots.add(json(other)));
        SnapshotProgress snapshot = status.snapshot();
        if (snapshot != null) {
            ArrayNode tables = root.putObject("snapshot")
                    .put("rows_done", snapshot.rowsDone())
                    .put("estimated_rows", snapshot.estimatedRows())
                    .put("tables_done", snapshot.tablesDone())
                    .putArray("tables");
            snapshot.tables().forEach(table -> tables.addObject()
                    .put("table", table.name())
                    .put("rows_done", table.rowsDone())
                    .put("estimated_rows", table.estimatedRows()));
        }
        ArrayNode notes = root.putArray("notes");
        status.notes().forEach(notes::add);
        ArrayNode problems = root.putArray("problems");
        status.problems().forEach(problems::add);
        return root;
    }

    private static ObjectNode json(SlotStatus slot) {
        return Json.object()
                .put("name", slot.name())
                .put("active", slot.active())
                .put("streaming", slot.streaming())
                .put("wal_status", slot.walStatus())
                .put("confirmed_flush_lsn", slot.confirmedFlushLsn())
                .put("retained_bytes", slot.retainedBytes())
                .put("lag_bytes", slot.lagBytes());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
