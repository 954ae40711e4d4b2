package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.cli.connectors.ConfigEdit;
import dev.ezcdc.cli.connectors.ConnectorControl;
import dev.ezcdc.cli.connectors.ConnectorRemains;
import dev.ezcdc.cli.connectors.ConnectorReport;
import dev.ezcdc.cli.connectors.OffsetReset;
import dev.ezcdc.cli.connectors.SettingsEditor;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorOffsets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Works on the connectors that are registered with Kafka Connect. */
@Command(
        name = "connectors",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List, change and repair connectors",
        description = {
            "List, show, change, stop and delete the connectors of the stack's Kafka Connect, or",
            "of another one (--connect-url). Passwords are not shown."
        })
final class ConnectorsCommand {

    private static final String YES = "Do it. Without this option the command only prints the consequence.";

    @Spec
    private @Nullable CommandSpec spec;

    private Console console(String subcommand) {
        return new Console(Objects.requireNonNull(
                Console.of(spec).commandLine().getSubcommands().get(subcommand)));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List connectors",
            description = "List the registered connectors with state, slot, topics and tables.")
    int list(@Mixin ConnectorTarget target, @Mixin OutputOptions output) {
        ConnectorControl control = target.control();
        List<ConnectorReport> reports = control.connect().listConnectors().stream()
                .sorted()
                .map(name -> ConnectorReport.of(control, name))
                .toList();
        output.print(
                console("list"), () -> ConnectorReport.toJson(reports), out -> ConnectorReport.printAll(reports, out));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show a connector",
            description = "Show a connector's state, failure and settings.")
    int show(@Mixin NamedConnector connector, @Mixin OutputOptions output) {
        ConnectorReport report = ConnectorReport.of(connector.control(), connector.name());
        output.print(connector.console(), report::toJson, report::print);
        return 0;
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            header = "Pause a connector",
            description = "Pause a connector. It keeps its place; PostgreSQL keeps WAL for its slot.")
    int pause(@Mixin NamedConnector connector) {
        return connector.changeState(ConnectorControl::pause, config -> "PAUSED" + keptWal(config));
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            header = "Resume a connector",
            description = "Resume a paused or stopped connector.")
    int resume(@Mixin NamedConnector connector) {
        return connector.changeState(ConnectorControl::resume, config -> "RUNNING");
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            header = "Stop a connector",
            description = "Stop a connector and remove its tasks. It keeps its place; PostgreSQL keeps WAL for its slot"
                    + " until it is resumed.")
    int stop(@Mixin NamedConnector connector) {
        return connector.changeState(ConnectorControl::stop, config -> "STOPPED" + keptWal(config));
    }

    @Command(
            name = "restart",
            mixinStandardHelpOptions = true,
            header = "Restart a connector",
            description = "Restart a connector and its tasks, FAILED or not.")
    int restart(@Mixin NamedConnector connector) {
        return connector.changeState(ConnectorControl::restart, config -> "RUNNING");
    }

    @Command(
            name = "edit",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Change a connector's settings",
            description = "Change settings with --set and --unset, or all of them in your editor (VISUAL, EDITOR)."
                    + " Validates the result, prints the difference and applies it. Kafka Connect restarts the tasks.")
    int edit(
            @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Add or replace a setting. Repeatable.")
                    @Nullable
                    Map<String, String> set,
            @Option(names = "--unset", paramLabel = "KEY", description = "Remove a setting. Repeatable.") @Nullable
                    List<String> unset,
            @Option(names = "--yes", description = "Also apply changes that can lose changes of rows.") boolean yes,
            @Mixin NamedConnector connector)
            throws IOException, InterruptedException {
        String name = connector.name();
        Console console = connector.console();
        ConnectorConfig before = connector.require();
        ConfigEdit edit = set == null && unset == null
                ? new ConfigEdit(before, SettingsEditor.fromEnvironment().edit(before))
                : ConfigEdit.of(before, set == null ? Map.of() : set, unset == null ? List.of() : unset);
        if (edit.differences().isEmpty()) {
            console.progress("connector " + name + " is unchanged");
            return 0;
        }
        edit.requireValid(connector.target().validation());
        console.out().println("connector " + name + ":");
        edit.differences().forEach(difference -> console.out().println("  " + difference.describeChange()));
        console.out().flush();
        edit.consequences().forEach(consequence -> console.progress("warning: " + consequence));
        if (!edit.consequences().isEmpty() && !yes) {
            throw console.usageError("nothing was changed. Add --yes to change these settings");
        }
        connector
                .target()
                .database()
                .ifPresentOrElse(
                        database -> connector.control().replace(before, edit.after(), database),
                        () -> connector.control().configure(edit.after()));
        console.progress("connector " + name + " was changed");
        return 0;
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Delete a connector",
            description = "Delete a connector. Its slot, publication, topics and stored offsets remain; the command"
                    + " lists them, with the SQL that drops the slot.")
    int delete(@Option(names = "--yes", description = YES) boolean yes, @Mixin NamedConnector connector) {
        String name = connector.name();
        Console console = connector.console();
        ConnectorControl control = connector.control();
        ConnectorConfig config = connector.require();
        ConnectorRemains remains = ConnectorRemains.find(
                config, control.connect().listTopics(name), connector.target().database());
        if (!yes) {
            remains.describe(false).forEach(console::progress);
            throw console.usageError("nothing was deleted. Add --yes to delete connector " + name);
        }
        control.delete(name);
        console.progress("connector " + name + " was deleted");
        remains.describe(true).forEach(line -> console.out().println(line));
        console.out().flush();
        return 0;
    }

    @Command(
            name = "offsets",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Show or reset a connector's offsets",
            description =
                    "Show the position that Kafka Connect has stored for a connector. With --reset, delete it; the"
                            + " connector must be stopped.")
    int offsets(
            @Option(names = "--reset", description = "Delete the stored position.") boolean reset,
            @Option(names = "--yes", description = YES) boolean yes,
            @Mixin NamedConnector connector,
            @Mixin OutputOptions output) {
        String name = connector.name();
        Console console = connector.console();
        ConnectorControl control = connector.control();
        ConnectorConfig config = connector.require();
        ConnectorOffsets offsets = ConnectorOffsets.of(control.connect(), name);
        if (!reset) {
            output.print(console, () -> json(name, offsets), out -> ConnectorReport.print(offsets, out));
            return 0;
        }
        OffsetReset request = new OffsetReset(config, offsets);
        request.requireStopped(control.status(name));
        console.progress("warning: " + request.consequence());
        if (!yes) {
            throw console.usageError("nothing was reset. Add --yes to delete the stored position");
        }
        control.deleteOffsets(name);
        console.progress(
                "the offsets of connector " + name + " were deleted. Start it: `./cdc connectors resume " + name + "`");
        return 0;
    }

    private static String keptWal(ConnectorConfig config) {
        return ". PostgreSQL keeps WAL for slot " + config.slotName() + " until you resume it";
    }

    private static ObjectNode json(String name, ConnectorOffsets offsets) {
        ObjectNode root = Json.object().put("connector", name);
        offsets.lsn().ifPresent(lsn -> root.put("lsn", lsn));
        ObjectNode values = root.putObject("offset");
        offsets.values().forEach(values::put);
        return root;
    }
}
