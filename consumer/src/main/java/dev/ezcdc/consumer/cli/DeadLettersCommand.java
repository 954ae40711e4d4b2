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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The command that lists and replays what the consumer has set aside. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "List the records that the consumer has kept aside, or put them back.",
        footer = {
            "",
            "A record that is put back goes to the end of its topic: behind later changes of its row, and to every"
                    + " group that reads the topic. Where that will not do, send it --to a topic of its own."
        })
public final class DeadLettersCommand {

    @Spec
    private @Nullable CommandSpec spec;

    private final String defaultBootstrapServers;
    private final Map<String, String> environment;

    /**
     * A command.
     *
     * @param defaultBootstrapServers where Kafka is if neither options nor environment say so
     */
    public DeadLettersCommand(String defaultBootstrapServers) {
        this(defaultBootstrapServers, System.getenv());
    }

    DeadLettersCommand(String defaultBootstrapServers, Map<String, String> environment) {
        this.defaultBootstrapServers = defaultBootstrapServers;
        this.environment = environment;
    }

    /** What both subcommands do around their work. */
    private interface Work {
        void on(DeadLetterStore box, KafkaOptions.Connection kafka) throws IOException;
    }

    private int with(DeadLetterStoreOptions options, Work work) {
        if (spec == null) {
            throw new IllegalStateException("to be run by picocli");
        }
        Secrets secrets = new Secrets(Map.of());
        PrintWriter err = spec.commandLine().getErr();
        try {
            KafkaOptions.Connection kafka = options.kafka(defaultBootstrapServers, environment);
            secrets = new Secrets(kafka.clientProperties());
            try (DeadLetterStore box = options.open(kafka)) {
                work.on(box, kafka);
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
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Show what was kept, oldest first: where it stood, why it is here, how often it was tried.")
    int list(
            @Mixin DeadLetterStoreOptions options,
            @Option(names = "--json", description = "As one JSON object, with keys and values as base64.")
                    boolean json) {
        return with(options, (box, kafka) -> {
            PrintWriter out = out();
            if (json) {
                listJson(box, out);
            } else {
                long[] count = new long[2];
                box.read(letter -> {
                    count[letter.replayed() ? 1 : 0]++;
                    out.println((letter.replayed() ? "replayed  " : "kept      ") + Escapes.escape(letter.place())
                            + "  "
                            + Escapes.escape(letter.keptAt()) + "  " + Escapes.escape(letter.cause()) + ", attempt "
                            + letter.attempt() + ": " + Escapes.escape(letter.reason()));
                });
                out.println(count[0] + " kept, " + count[1] + " replayed");
            }
            out.flush();
        });
    }

    private static void listJson(DeadLetterStore box, PrintWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("letters");
            box.read(letter -> {
                json.writeStartObject();
                json.writeStringField("topic", letter.topic());
                json.writeNumberField("partition", letter.partition());
                json.writeNumberField("offset", letter.offset());
                json.writeStringField("cause", letter.cause());
                json.writeStringField("reason", letter.reason());
                json.writeNumberField("attempt", letter.attempt());
                json.writeStringField("kept_at", letter.keptAt());
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
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Put records back where they came from, oldest first, those that were not replayed before.")
    int replay(
            @Mixin DeadLetterStoreOptions options,
            @Option(
                            names = "--to",
                            paramLabel = "TOPIC",
                            description = "Put them into this topic instead of the one each came from.")
                    @Nullable
                    String to,
            @Option(
                            names = "--only",
                            paramLabel = "PLACE",
                            description =
                                    "Only the record of this place, as list shows it, replayed before or not; may be"
                                            + " given several times.")
                    @Nullable
                    List<String> only,
            @Option(names = "--dry-run", description = "Only say what would be put back.") boolean dryRun,
            @Option(names = "--json", description = "The count as one JSON object.") boolean json) {
        return with(options, (box, kafka) -> {
            Set<String> places = new HashSet<>(only == null ? List.of() : only);
            List<String> names = new ArrayList<>();
            try (DeadLetterReplayer replay =
                    DeadLetterReplayer.open(kafka.bootstrapServers(), kafka.clientProperties(), to)) {
                box.read(letter -> {
                    if (places.isEmpty() ? !letter.replayed() : places.contains(letter.place())) {
                        names.add(letter.place());
                        if (!dryRun) {
                            replay.send(letter);
                        }
                    }
                });
                replay.flush();
            }
            if (!dryRun && places.isEmpty()) {
                box.markReplayed();
            }
            tell(names, places, dryRun, json);
        });
    }

    private void tell(List<String> names, Set<String> places, boolean dryRun, boolean json) throws IOException {
        PrintWriter out = out();
        if (json) {
            out.println("{\"replayed\":" + (dryRun ? 0 : names.size()) + ",\"chosen\":" + names.size() + "}");
        } else {
            names.forEach(place -> out.println((dryRun ? "would replay " : "replayed ") + Escapes.escape(place)));
            out.println(names.size() + (dryRun ? " to replay" : " replayed"));
        }
        out.flush();
        places.removeAll(new HashSet<>(names));
        if (!places.isEmpty()) {
            throw new IOException("no letter was kept of " + places);
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("to be run by picocli");
        }
        return spec.commandLine().getOut();
    }
}
