package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.cli.connectors.Resnapshot;
import dev.ezcdc.cli.connectors.SignalSettings;
import dev.ezcdc.infra.LossRemedy;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.SettingText;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.os.LogTail;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads captured tables again, after changes were lost. */
@Command(
        name = "resnapshot",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Read tables again after a loss",
        description = {
            "Read captured tables again while the connector streams (Debezium's incremental",
            "snapshot). Every row arrives as a read (op r). Reports the keys of rows that were",
            "deleted in the meantime, for which no delete event arrives."
        })
final class ResnapshotCommand implements Callable<Integer> {

    private static final int SHOWN_KEYS = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "TABLE",
            arity = "0..*",
            description = "Table to read: orders, app.orders, 'app.\"Order Items\"', or a regular expression.")
    private List<String> tables = List.of();

    @Option(names = "--all", description = "Read all tables that the connector captures.")
    private boolean all;

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description = "The connector. Default: the stack's, or the only one of --connect-url.")
    private @Nullable String connector;

    @Option(
            names = "--set-up",
            description = "If the connector is not set up for signals, set it up: signals from a Kafka topic, without"
                    + " write access to the database. Restarts its task.")
    private boolean setUp;

    @Option(
            names = "--new-slot",
            description = "Replace a lost slot first: the connector continues from now on with a new slot.")
    private boolean newSlot;

    @Option(names = "--yes", description = "With --new-slot: replace a slot that streams, too.")
    private boolean yes;

    @Option(
            names = "--skip-deleted",
            description = "Do not look for deleted rows, which reads the topics from their beginning.")
    private boolean skipDeleted;

    @Option(
            names = "--kafka-for-connect",
            paramLabel = "HOST:PORT",
            description = "Kafka as Kafka Connect reaches it, if that differs; for --set-up.")
    private @Nullable String kafkaForConnect;

    @Option(
            names = "--kafka-config-for-connect",
            paramLabel = "FILE",
            description =
                    "Properties file of Kafka client settings that are right for Kafka Connect: files on its machine,"
                            + " and references to passwords, such as $${file:/run/secrets/kafka:jaas}; for --set-up.")
    private @Nullable Path kafkaConfigForConnect;

    @Mixin
    private final ConnectorTarget target = new ConnectorTarget();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        if (all == !tables.isEmpty()) {
            throw console.usageError("name the tables to read, or use --all for all that the connector captures");
        }
        Database database =
                target.database().orElseThrow(() -> console.usageError("--jdbc-url is required with --connect-url"));
        Map<String, Object> kafka = target.kafkaClientSettings()
                .orElseThrow(() -> console.usageError("--bootstrap-servers is required with --connect-url"));
        String name = connector == null ? target.defaultConnector(console) : connector;
        Resnapshot.Request request = new Resnapshot.Request(
                name, patterns(console), setUp, newSlot, yes, brokers(console, kafka), !skipDeleted);
        Resnapshot.Result result = new Resnapshot(request, target.control(), database, kafka, console::progress).run();
        output.print(console, () -> json(result), out -> print(out, result));
        if (result.failures().isEmpty()) {
            clearDetectedLoss(console, name);
            return 0;
        }
        return 1;
    }

    /** Returns Kafka as the client in the connector reaches it. */
    private SignalSettings.Brokers brokers(Console console, Map<String, Object> kafka) {
        Map<String, String> settings = kafkaConfigForConnect == null
                ? target.connectorClientSettings()
                : SecurityOptions.readKafkaSettings("--kafka-config-for-connect", kafkaConfigForConnect);
        settings.forEach((key, value) -> {
            if (SettingText.isSecret(key, value)) {
                throw console.usageError(
                        "--kafka-config-for-connect: " + key + " contains a secret, which Kafka Connect"
                                + " shows. Replace it by a reference to a config provider of the worker, such as"
                                + " ${file:/run/secrets/kafka:jaas}");
            }
        });
        return new SignalSettings.Brokers(
                kafkaForConnect == null ? String.valueOf(kafka.get("bootstrap.servers")) : kafkaForConnect,
                settings,
                String.valueOf(kafka.getOrDefault("security.protocol", "PLAINTEXT")));
    }

    private List<String> patterns(Console console) {
        try {
            return tables.stream().map(TablePattern::parse).toList();
        } catch (StackException invalid) {
            throw console.usageError(String.valueOf(invalid.getMessage()));
        }
    }

    /** The stack remembers a loss until all tables have been read. */
    private void clearDetectedLoss(Console console, String name) {
        if (!target.isEmbedded() || !name.equals(target.embeddedStack().connectorName())) {
            return;
        }
        if (all) {
            target.embeddedStack().driftDetector().clearFinding();
        } else if (target.embeddedStack().driftDetector().readFinding().isPresent()) {
            console.progress(
                    "the other tables of the connector may lack changes, too, and `./cdc status` reports it: run "
                            + LossRemedy.RESNAPSHOT);
        }
    }

    private static void print(PrintWriter out, Resnapshot.Result result) {
        result.rows().forEach((table, rows) -> out.println("read " + table + ": " + rows + " rows"));
        result.failures().forEach((table, reason) -> out.println("! not read: " + table + ": " + reason));
        result.deleted().forEach((table, keys) -> {
            out.println("deleted from " + table + " without an event: " + keys.size() + " rows");
            keys.stream().limit(SHOWN_KEYS).forEach(key -> out.println("  " + LogTail.escapeControlCharacters(key)));
            if (keys.size() > SHOWN_KEYS) {
                out.println("  and " + (keys.size() - SHOWN_KEYS) + " more (all of them with --json)");
            }
        });
        if (!result.deleted().isEmpty()) {
            out.println("Delete these rows where you have copied the table.");
        }
    }

    private static ObjectNode json(Resnapshot.Result result) {
        ObjectNode root = Json.object();
        ObjectNode rows = root.putObject("rows");
        result.rows().forEach(rows::put);
        ObjectNode failures = root.putObject("failures");
        result.failures().forEach(failures::put);
        ObjectNode deleted = root.putObject("deleted");
        result.deleted().forEach((table, keys) -> {
            ArrayNode array = deleted.putArray(table);
            keys.forEach(array::add);
        });
        return root;
    }
}
