package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.bench.ConsumeBench;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks. The launcher runs the decoder benchmarks from benchmarks.jar; only {@code consume} runs here. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        header = "Benchmark the decoder or the consumer",
        description = {
            "Without a subcommand, './cdc bench' runs the decoder benchmarks from",
            "benchmarks.jar, which the launcher builds first. './cdc bench --help' lists",
            "their options. 'consume' measures the consumer."
        },
        subcommands = BenchCommand.ConsumeSubcommand.class)
final class BenchCommand {

    @Command(
            name = "consume",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Benchmark the consumer",
            description = {
                "Measure the consumer from a filled topic to lines in a file, and in alternation",
                "the same loop with Jackson databind instead of the decoder. The changes carry",
                "their schema. A temporary broker is started on a free port."
            })
    static final class ConsumeSubcommand implements Callable<Integer> {

        /** The time that the broker gets to stop after a signal. */
        private static final Duration GRACE_PERIOD = Duration.ofSeconds(40);

        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--changes",
                paramLabel = "N",
                description = "Changes in the topic, 3 KB each. Default: ${DEFAULT-VALUE}.")
        private long changes = 300_000;

        @Option(
                names = "--rounds",
                paramLabel = "N",
                description = "Rounds of each; the results are medians. Default: ${DEFAULT-VALUE}.")
        private int rounds = 5;

        @Option(
                names = "--compression",
                paramLabel = "CODEC",
                description = "Compression of the topic: none, lz4, zstd, gzip or snappy. Default: ${DEFAULT-VALUE}.")
        private String compression = "none";

        @Option(
                names = "--memory",
                description = "Read the topic once more and report the heap after twenty full collections.")
        private boolean memory;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Override
        public Integer call() throws Exception {
            Console console = Console.of(spec);
            if (changes < 1) {
                throw console.usageError("--changes must be at least 1: " + changes);
            }
            if (rounds < 1) {
                throw console.usageError("--rounds must be at least 1: " + rounds);
            }
            Path corpus = StackOptions.root()
                    .resolve("benchmarks/src/main/resources/dev/ezcdc/benchmarks/corpus/customerCreate.gz");
            StackSettings settings = StackSettings.of(
                            Files.createTempDirectory("ezcdc-bench"),
                            StackOptions.root().resolve("infra/servers"))
                    .withPorts(0, 0, 0)
                    .withProgress(console::progress);
            ConsumeBench bench = new ConsumeBench(
                    new ConsumeBench.Options(corpus, changes, compression, rounds, memory), console::progress);
            ShutdownHook signals = ShutdownHook.install(Thread.currentThread()::interrupt, GRACE_PERIOD);
            int exitCode = 1;
            try {
                ConsumeBench.Result result = bench.run(settings);
                output.print(console, () -> json(result), out -> print(out, result));
                exitCode = 0;
            } finally {
                signals.complete(exitCode);
            }
            return exitCode;
        }

        private static void print(PrintWriter out, ConsumeBench.Result result) {
            out.printf(Locale.ROOT, "%-22s %12s %8s %9s %8s%n", "", "changes/s", "client", "decoding", "writing");
            print(out, "ez-cdc", result.ezcdc());
            print(out, "with Jackson databind", result.jackson());
            out.printf(
                    Locale.ROOT,
                    "%.2f times the throughput%n",
                    result.ezcdc().changesPerSecond() / result.jackson().changesPerSecond());
            if (!result.heapBytes().isEmpty()) {
                out.print("heap after collections, MB:");
                result.heapBytes().forEach(bytes -> out.printf(Locale.ROOT, " %.1f", bytes / 1e6));
                out.println();
            }
        }

        private static void print(PrintWriter out, String name, ConsumeBench.Throughput throughput) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %,12.0f %7.0f%% %8.0f%% %7.0f%%%n",
                    name,
                    throughput.changesPerSecond(),
                    100 * throughput.clientShare(),
                    100 * throughput.decodingShare(),
                    100 * throughput.writingShare());
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
            putShares(object, "", result.ezcdc());
            putShares(object, "jackson_", result.jackson());
            ArrayNode heap = object.putArray("heap_bytes");
            result.heapBytes().forEach(heap::add);
            return object;
        }

        private static void putShares(ObjectNode object, String prefix, ConsumeBench.Throughput throughput) {
            object.put(prefix + "client_share", Json.rounded(throughput.clientShare(), 3))
                    .put(prefix + "decoding_share", Json.rounded(throughput.decodingShare(), 3))
                    .put(prefix + "writing_share", Json.rounded(throughput.writingShare(), 3));
        }
    }
}
