package dev.ezcdc.consumer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ezcdc.consumer.deadletter.DeadLetterReplayer;
import dev.ezcdc.consumer.deadletter.DeadLetterStore;
import dev.ezcdc.consumer.redact.Escapes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that lists and replays dead letters. */
@Command(
        name = "dead-letters",
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "List or replay failed records",
        description = "List the records that the consumer dead-lettered, or send them back to their topics.",
        footer = {"", "Exit status: 0 success, 1 failure, 2 usage error."})
public final class DeadLettersCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final HelpOptions help = new HelpOptions();

    private final KafkaOptions.Defaults defaults;
    private final Map<String, String> environment;

    /**
     * Creates the command.
     *
     * @param defaultBootstrapServers the brokers to use if neither options nor environment specify any
     */
    public DeadLettersCommand(String defaultBootstrapServers) {
        this(defaultBootstrapServers, Map.of());
    }

    /**
     * Creates the command.
     *
     * @param defaultBootstrapServers the brokers to use if neither options nor environment specify any
     * @param defaultClientProperties client settings for those brokers, such as {@code security.protocol}
     */
    public DeadLettersCommand(String defaultBootstrapServers, Map<String, String> defaultClientProperties) {
        this(new KafkaOptions.Defaults(defaultBootstrapServers, defaultClientProperties), System.getenv());
    }

    private DeadLettersCommand(KafkaOptions.Defaults defaults, Map<String, String> environment) {
        this.defaults = defaults;
        this.environment = environment;
    }

    /** The part of a subcommand that uses the opened store. */
    private interface StoreAction {
        void run(DeadLetterStore store, KafkaOptions.Connection connection) throws IOException;
    }

    private int withStore(DeadLetterStoreOptions options, StoreAction action) {
        Secrets secrets = new Secrets(Map.of());
        PrintWriter err = commandLine().getErr();
        try {
            KafkaOptions.Connection connection = options.connection(defaults, environment);
            secrets = new Secrets(connection.clientProperties());
            try (DeadLetterStore store = options.open(connection)) {
                action.run(store, connection);
            }
            return CommandLine.ExitCode.OK;
        } catch (IOException | KafkaException | IllegalArgumentException failure) {
            err.println("dead-letters: " + Escapes.escape(secrets.hide(String.valueOf(failure.getMessage()))));
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    @Command(
            name = "list",
            versionProvider = Version.class,
            sortOptions = false,
            abbreviateSynopsis = true,
            header = "List dead letters",
            description = "List dead letters, oldest first, with position, time, cause, number of attempts and reason.",
            footer = {"", "Exit status: 0 success, 1 failure, 2 usage error."})
    int list(
            @Mixin DeadLetterStoreOptions options,
            @Option(names = "--json", order = 6, description = "Print one JSON object, with keys and values as base64.")
                    boolean json,
            @Mixin HelpOptions helpOptions) {
        return withStore(options, (store, connection) -> {
            PrintWriter out = commandLine().getOut();
            if (json) {
                listJson(store, out);
            } else {
                long[] counts = new long[2];
                store.read(letter -> {
                    counts[letter.replayed() ? 1 : 0]++;
                    out.println((letter.replayed() ? "replayed  " : "pending   ") + Escapes.escape(letter.position())
                            + "  "
                            + Escapes.escape(letter.storedAt()) + "  " + Escapes.escape(letter.cause()) + ", attempt "
                            + letter.attempt() + ": " + Escapes.escape(letter.reason()));
                });
                out.println(counts[0] + " pending, " + counts[1] + " replayed");
            }
            out.flush();
        });
    }

    private static void listJson(DeadLetterStore store, PrintWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("letters");
            store.read(letter -> {
                json.writeStartObject();
                json.writeStringField("topic", letter.topic());
                json.writeNumberField("partition", letter.partition());
                json.writeNumberField("offset", letter.offset());
                json.writeStringField("cause", letter.cause());
                json.writeStringField("reason", letter.reason());
                json.writeNumberField("attempt", letter.attempt());
                json.writeStringField("kept_at", letter.storedAt());
                json.writeBooleanField("replayed", letter.replayed());
                json.writeObjectField("key", letter.key());
                json.writeObjectField("value", letter.value());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    @Command(
            name = "replay",
            versionProvider = Version.class,
            sortOptions = false,
            abbreviateSynopsis = true,
            header = "Replay dead letters",
            description = "Send dead letters back to their topics, oldest first, except those replayed before.",
            footer = {
                "",
                "A replayed record is appended to its topic. It follows later changes of its row, and every group that"
                        + " reads the topic receives it. If that is a problem, use --to with a separate topic.",
                "",
                "Exit status: 0 success, 1 failure, 2 usage error."
            })
    int replay(
            @Mixin DeadLetterStoreOptions options,
            @Option(
                            names = "--to",
                            order = 3,
                            paramLabel = "TOPIC",
                            description = "Send the records to this topic instead of the one each came from.")
                    @Nullable
                    String to,
            @Option(
                            names = "--only",
                            order = 4,
                            paramLabel = "POSITION",
                            description =
                                    "Replay only the record at this position, in the form that list prints, even if"
                                            + " it was replayed before. Repeatable.")
                    @Nullable
                    List<String> only,
            @Option(
                            names = "--dry-run",
                            order = 5,
                            description = "Print the records that would be replayed, without sending them.")
                    boolean dryRun,
            @Option(names = "--json", order = 6, description = "Print the counts as one JSON object.") boolean json,
            @Mixin HelpOptions helpOptions) {
        return withStore(options, (store, connection) -> {
            Set<String> requested = new HashSet<>(only == null ? List.of() : only);
            List<String> positions = new ArrayList<>();
            try (DeadLetterReplayer replayer =
                    DeadLetterReplayer.open(connection.bootstrapServers(), connection.clientProperties(), to)) {
                store.read(letter -> {
                    if (requested.isEmpty() ? !letter.replayed() : requested.contains(letter.position())) {
                        positions.add(letter.position());
                        if (!dryRun) {
                            replayer.send(letter);
                        }
                    }
                });
                replayer.flush();
            }
            if (!dryRun && requested.isEmpty()) {
                store.markReplayed();
            }
            printReplayed(positions, dryRun, json);
            requested.removeAll(new HashSet<>(positions));
            if (!requested.isEmpty()) {
                throw new IOException("--only: no dead letter at " + String.join(", ", requested));
            }
        });
    }

    private void printReplayed(List<String> positions, boolean dryRun, boolean json) {
        PrintWriter out = commandLine().getOut();
        int count = positions.size();
        if (json) {
            out.println("{\"replayed\":" + (dryRun ? 0 : count) + ",\"chosen\":" + count + "}");
        } else {
            positions.forEach(
                    position -> out.println((dryRun ? "would replay " : "replayed ") + Escapes.escape(position)));
            out.println(count + (dryRun ? " to replay" : " replayed"));
        }
        out.flush();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("must be run by picocli");
        }
        return spec.commandLine();
    }
}
