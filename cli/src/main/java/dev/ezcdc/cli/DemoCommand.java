package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.cli.demo.Demo;
import dev.ezcdc.cli.demo.DemoSummary;
import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.consumer.format.ChangeLog;
import dev.ezcdc.consumer.format.LogFormat;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.instruments.ledger.LedgerSummary;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything at once. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Start the stack, write rows, and show every change as it arrives with its latency, here and on a"
                        + " page at http://localhost:8090; a summary at the end. Servers that it started it ends again; a stack that is up already stays up.")
final class DemoCommand implements Callable<Integer> {

    /** For the last events after a Ctrl-C, and for the servers to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to write, as 20s or 5m; until Ctrl-C if not given.")
    private @Nullable Duration length;

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second (default: ${DEFAULT-VALUE}).")
    private long rate = 20;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed writes the same rows; random if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--json",
            description = "The summary as one JSON object, alone on standard output; the changes go to standard error.")
    private boolean json;

    @Mixin
    private final DemoDashboard page = new DemoDashboard();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final ExternalOptions external = new ExternalOptions();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        PrintStream changes = json ? System.err : System.out;
        Demo demo = new Demo(
                () -> page.shows(external.given() ? external.start() : embedded(console)),
                new ChangeLog(LogFormat.PRETTY, changes, CommandLine.Help.Ansi.AUTO.enabled(), false),
                page.watch(),
                line -> progress(console, line));
        ShutdownHook signals = ShutdownHook.install(demo::stop, PATIENCE);
        int exitCode = 1;
        AutoCloseable served = () -> {};
        try {
            served = page.open(console);
            DemoSummary summary =
                    demo.run(seed == null ? ThreadLocalRandom.current().nextLong(1L << 31) : seed, rate, length);
            if (json) {
                console.json(json(summary));
            } else {
                print(console.out(), summary);
            }
            exitCode = summary.good() ? 0 : 1;
        } finally {
            served.close();
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private void progress(Console console, String line) {
        console.progress(line);
        page.watch().setNotice(line);
    }

    private Stack embedded(Console console) {
        EmbeddedStack stack = new EmbeddedStack(stackOptions.settings().withProgress(line -> progress(console, line)));
        stackOptions.remember(stack.up());
        return stack;
    }

    private static void print(PrintWriter out, DemoSummary summary) {
        LedgerSummary account = summary.run().ledger();
        out.println();
        out.printf(
                Locale.ROOT,
                "written    %d inserted, %d updated, %d deleted%n",
                account.inserted(),
                account.updated(),
                account.deleted());
        out.printf(
                Locale.ROOT,
                "consumed   %d changes: %d lost, %d duplicated, %d other than written%n",
                summary.run().consumed(),
                account.lost(),
                account.duplicated(),
                account.mismatched());
        if (summary.run().malformed() > 0 || account.inDoubt() > 0) {
            out.printf(
                    Locale.ROOT,
                    "besides    %d malformed records set aside, %d changes in doubt%n",
                    summary.run().malformed(),
                    account.inDoubt());
        }
        out.printf(
                Locale.ROOT,
                "latency    p50 %.1f ms, p99 %.1f ms, max %.1f ms, from the moment a statement was due%n",
                account.latencyMicros(50) / 1e3,
                account.latencyMicros(99) / 1e3,
                account.maxLatencyMicros() / 1e3);
        out.printf(Locale.ROOT, "streaming  after %.1f s%n", summary.secondsToStreaming());
        out.flush();
    }

    private static ObjectNode json(DemoSummary summary) {
        LedgerSummary account = summary.run().ledger();
        return Json.object()
                .put("inserted", account.inserted())
                .put("updated", account.updated())
                .put("deleted", account.deleted())
                .put("consumed", summary.run().consumed())
                .put("lost", account.lost())
                .put("duplicated", account.duplicated())
                .put("mismatched", account.mismatched())
                .put("in_doubt", account.inDoubt())
                .put("malformed", summary.run().malformed())
                .put("p50_us", account.latencyMicros(50))
                .put("p99_us", account.latencyMicros(99))
                .put("max_us", account.maxLatencyMicros())
                .put("seconds_to_streaming", Json.rounded(summary.secondsToStreaming(), 3))
                .put("seed", summary.run().load().seed());
    }
}
