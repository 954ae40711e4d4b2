package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.instruments.bench.ConsumeBench;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The one benchmark that needs a broker; the others are run by the launcher, from a jar of their own. */
@Command(
        name = "bench",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Benchmarks.",
        subcommands = BenchCommand.ConsumeSubcommand.class)
final class BenchCommand {

    @Command(
            name = "consume",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Measure the consumer: changes with schema, from a topic that was filled beforehand to lines in a"
                            + " file; and the same loop with Jackson's databind in place of the decoder, in turns.")
    static final class ConsumeSubcommand implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--changes",
                paramLabel = "N",
                description = "How many the topic holds (default: ${DEFAULT-VALUE}); 3 KB each.")
        private long changes = 300_000;

        /** For the broker to end after a signal. */
        private static final Duration PATIENCE = Duration.ofSeconds(40);

        @Option(
                names = "--rounds",
                paramLabel = "N",
                description = "How often each reads it; the medians are told (default: ${DEFAULT-VALUE}).")
        private int rounds = 5;

        @Option(
                names = "--compression",
                paramLabel = "CODEC",
                description = "The topic's: none, lz4, zstd, gzip, snappy (default: ${DEFAULT-VALUE}).")
        private String compression = "none";

        @Option(
                names = "--memory",
                description = "Read it once more and show the heap after twenty full collections on the way.")
        private boolean memory;

        @Option(names = "--json", description = "The figures as one JSON object, alone on standard output.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            Console console = Console.of(spec);
            if (changes < 1 || rounds < 1) {
                throw new CommandLine.ParameterException(
                        spec == null ? new CommandLine(this) : spec.commandLine(), "--changes and --rounds begin at 1");
            }
            Path corpus = StackOptions.root()
                    .resolve("benchmarks/src/main/resources/dev/ezcdc/benchmarks/corpus/customerCreate.gz");
            EmbeddedStack.Settings settings = EmbeddedStack.Settings.of(
                            Files.createTempDirectory("ezcdc-bench"),
                            StackOptions.root().resolve("infra/servers"))
                    .withPorts(0, 0, 0)
                    .withProgress(console::progress);
            ConsumeBench bench = new ConsumeBench(
                    new ConsumeBench.Options(corpus, changes, compression, rounds, memory), console::progress);
            ShutdownHook signals = ShutdownHook.install(Thread.currentThread()::interrupt, PATIENCE);
            int exitCode = 1;
            try {
                ConsumeBench.Result result = bench.run(settings);
                tell(console, result);
                exitCode = 0;
            } finally {
                signals.complete(exitCode);
            }
            return exitCode;
        }

        private void tell(Console console, ConsumeBench.Result result) {
            if (json) {
                console.json(json(result));
            } else {
                print(console.out(), result);
            }
        }

        private static void print(PrintWriter out, ConsumeBench.Result result) {
            out.printf(Locale.ROOT, "%-22s %12s %8s %9s %8s%n", "", "changes/s", "client", "decoding", "writing");
            print(out, "ez-cdc", result.ezcdc());
            print(out, "with Jackson databind", result.jackson());
            out.printf(
                    Locale.ROOT,
                    "%.2f times as many%n",
                    result.ezcdc().changesPerSecond() / result.jackson().changesPerSecond());
            if (!result.heapBytes().isEmpty()) {
                out.print("heap after collections, MB:");
                result.heapBytes().forEach(bytes -> out.printf(Locale.ROOT, " %.1f", bytes / 1e6));
                out.println();
            }
            out.flush();
        }

        private static void print(PrintWriter out, String name, ConsumeBench.Throughput figures) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %,12.0f %7.0f%% %8.0f%% %7.0f%%%n",
                    name,
                    figures.changesPerSecond(),
                    100 * figures.clientShare(),
                    100 * figures.decodingShare(),
                    100 * figures.writingShare());
        }

        private ObjectNode json(ConsumeBench.Result result) {
            double ours = result.ezcdc().changesPerSecond();
            double jackson = result.jackson().changesPerSecond();
            ObjectNode object = Json.object()
                    .put("changes", changes)
                    .put("rounds", rounds)
                    .put("compression", compression)
                    .put("changes_per_s", Math.round(ours))
                    .put("jackson_changes_per_s", Math.round(jackson))
                    .put("ratio", Json.rounded(ours / jackson, 3));
            shares(object, "", result.ezcdc());
            shares(object, "jackson_", result.jackson());
            ArrayNode heap = object.putArray("heap_bytes");
            result.heapBytes().forEach(heap::add);
            return object;
        }

        private static void shares(ObjectNode object, String prefix, ConsumeBench.Throughput figures) {
            object.put(prefix + "client_share", Json.rounded(figures.clientShare(), 3))
                    .put(prefix + "decoding_share", Json.rounded(figures.decodingShare(), 3))
                    .put(prefix + "writing_share", Json.rounded(figures.writingShare(), 3));
        }
    }
}
