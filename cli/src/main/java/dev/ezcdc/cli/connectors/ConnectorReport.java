package dev.ezcdc.cli.connectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorOffsets;
import dev.ezcdc.infra.connector.SettingText;
import dev.ezcdc.infra.os.LogTail;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A connector as text and JSON, without secrets.
 *
 * @param status the state of the connector and its tasks
 */
public record ConnectorReport(ConnectorConfig config, ConnectorStatus status) {

    /** Returns the report of a registered connector. */
    public static ConnectorReport of(ConnectorControl control, String name) {
        return new ConnectorReport(control.require(name), control.status(name));
    }

    /** Prints a table with one line per connector. */
    public static void printAll(List<ConnectorReport> reports, PrintWriter out) {
        if (reports.isEmpty()) {
            out.println("no connector is registered");
            return;
        }
        int width = Math.max(
                4,
                reports.stream()
                        .mapToInt(report -> report.name().length())
                        .max()
                        .orElse(4));
        String format = "%-" + width + "s  %-10s %-10s %-16s %-16s %s%n";
        out.printf(Locale.ROOT, format, "NAME", "CONNECTOR", "TASKS", "SLOT", "TOPICS", "TABLES");
        for (ConnectorReport report : reports) {
            String tasks = report.status.tasks().stream()
                    .map(ConnectorStatus.Task::state)
                    .distinct()
                    .collect(Collectors.joining(","));
            out.printf(
                    Locale.ROOT,
                    format,
                    report.name(),
                    report.status.state(),
                    tasks.isEmpty() ? "none" : tasks,
                    report.isPostgres() ? report.config.slotName() : "-",
                    report.text("topic.prefix"),
                    report.text("table.include.list"));
        }
    }

    /** Returns all reports as one object. */
    public static ObjectNode toJson(List<ConnectorReport> reports) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode array = root.putArray("connectors");
        reports.forEach(report -> array.add(report.toJson()));
        return root;
    }

    /** Prints state, failures and settings. */
    public void print(PrintWriter out) {
        out.println(name() + "  " + status.state());
        status.tasks().forEach(task -> out.println("task " + task.id() + "  " + task.state()));
        status.failureCause().ifPresent(cause -> out.println("! " + LogTail.escapeControlCharacters(cause)));
        new TreeMap<>(config.settings())
                .forEach((key, value) -> out.println("  " + key + "=" + SettingText.of(key, value)));
    }

    public ObjectNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("name", name());
        root.put("state", status.state());
        ArrayNode tasks = root.putArray("tasks");
        status.tasks().forEach(task -> tasks.addObject().put("id", task.id()).put("state", task.state()));
        status.failureCause().ifPresent(cause -> root.put("failure", cause));
        ObjectNode settings = root.putObject("config");
        new TreeMap<>(config.settings()).forEach((key, value) -> settings.put(key, SettingText.mask(key, value)));
        return root;
    }

    /** Prints the stored position. */
    public static void print(ConnectorOffsets offsets, PrintWriter out) {
        if (offsets.isEmpty()) {
            out.println("no offsets are stored");
        }
        offsets.lsn().ifPresent(lsn -> out.println("position " + lsn));
        new TreeMap<>(offsets.values())
                .forEach((key, value) -> out.println("  " + key + "=" + LogTail.escapeControlCharacters(value)));
    }

    private String name() {
        return config.name();
    }

    private boolean isPostgres() {
        return config.settings().getOrDefault("connector.class", "").contains("Postgres");
    }

    private String text(String key) {
        String value = config.settings().get(key);
        return value == null ? "-" : SettingText.of(key, value);
    }
}
