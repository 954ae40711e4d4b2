package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.cli.demo.Demo;
import dev.ezcdc.cli.demo.DemoSummary;
import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.consumer.format.ChangeLog;
import dev.ezcdc.consumer.format.LogFormat;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.ExternalStack;
import dev.ezcdc.instruments.ledger.LedgerSummary;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole pipeline. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run everything and watch changes arrive",
        description = {
            "Start the stack, write rows, and print every change with its latency as it",
            "arrives. A dashboard at http://localhost:8090 shows the pipeline. The summary at",
            "the end measures latency from the time a row was due. Stops only the servers it",
            "started. With --json, the changes are printed to standard error."
        })
final class DemoCommand implements Callable<Integer> {

    /** The time after Ctrl-C to receive the last events and stop the servers. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(90);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time to write, such as 20s or 5m. Default: until Ctrl-C.")
    private @Nullable Duration length;

    @Option(names = "--rate", paramLabel = "N", description = "Rows per second. Default: ${DEFAULT-VALUE}.")
    private long rate = 20;

    private String topicPrefix = "cdctest";

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final DemoDashboard dashboard = new DemoDashboard();

    @Mixin
    private final StackTarget target = new StackTarget();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        PrintStream changes = output.isJson() ? System.err : System.out;
        Demo demo = new Demo(
                () -> dashboard.observe(target.isExternal() ? startExternal(console) : startEmbedded(console)),
                () -> topicPrefix + ".public.customers",
                new ChangeLog(LogFormat.PRETTY, changes, CommandLine.Help.Ansi.AUTO.enabled(), false),
                dashboard.monitor(),
                line -> progress(console, line));
        ShutdownHook signals = ShutdownHook.install(demo::stop, GRACE_PERIOD);
        int exitCode = 1;
        AutoCloseable openDashboard = () -> {};
        try {
            openDashboard = dashboard.open(console);
            DemoSummary summary = demo.run(seed.seedOrRandom(), rate, length);
            output.print(console, () -> json(summary), out -> print(out, summary));
            exitCode = summary.passed() ? 0 : 1;
        } finally {
            openDashboard.close();
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private void progress(Console console, String line) {
        console.progress(line);
        dashboard.monitor().setNotice(line);
    }

    private Stack startExternal(Console console) {
        ExternalStack stack = target.external().start(console::progress);
        requireCustomers(stack, stack.connectorName());
        return stack;
    }

    private Stack startEmbedded(Console console) {
        EmbeddedStack stack =
                new EmbeddedStack(target.embedded().settings().withProgress(line -> progress(console, line)));
        try {
            target.embedded().store(stack.up(), null);
            requireCustomers(stack, stack.connectorName());
            return stack;
        } catch (RuntimeException e) {
            stack.close(); // a demo that fails to start leaves no server behind that it started
            throw e;
        }
    }

    /** The demo writes to this table, and would wait forever for its changes. */
    private void requireCustomers(Stack stack, String connector) {
        Map<String, String> config =
                ConnectClient.of(stack.endpoints()).findConfig(connector).orElse(Map.of());
        topicPrefix = config.getOrDefault("topic.prefix", topicPrefix);
        String tables = config.getOrDefault("table.include.list", "");
        List<String> patterns = TablePattern.split(tables);
        if (!patterns.isEmpty()
                && patterns.stream().noneMatch(pattern -> TablePattern.matches(pattern, "public.customers"))) {
            throw new StackException("the demo writes to public.customers, but connector " + connector
                    + " captures " + tables + ". Run `./cdc up --table customers` with your --table options, or run the"
                    + " demo with another --home");
        }
    }

    private static void print(PrintWriter out, DemoSummary summary) {
        LedgerSummary ledger = summary.run().ledger();
        out.println();
        out.printf(
                Locale.ROOT,
                "written    %d inserted, %d updated, %d deleted%n",
                ledger.inserted(),
                ledger.updated(),
                ledger.deleted());
        out.printf(
                Locale.ROOT,
                "consumed   %d changes: %d lost, %d duplicated, %d corrupted%n",
                summary.run().consumed(),
                ledger.lost(),
                ledger.duplicated(),
                ledger.mismatched());
        if (summary.run().malformed() > 0 || ledger.inDoubt() > 0) {
            out.printf(
                    Locale.ROOT,
                    "also       %d malformed records dead-lettered, %d changes in doubt%n",
                    summary.run().malformed(),
                    ledger.inDoubt());
        }
        out.printf(
                Locale.ROOT,
                "latency    p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                ledger.latencyMicros(50) / 1e3,
                ledger.latencyMicros(99) / 1e3,
                ledger.maxLatencyMicros() / 1e3);
    }

    private static ObjectNode json(DemoSummary summary) {
        LedgerSummary ledger = summary.run().ledger();
        return Json.object()
                .put("inserted", ledger.inserted())
                .put("updated", ledger.updated())
                .put("deleted", ledger.deleted())
                .put("consumed", summary.run().consumed())
                .put("lost", ledger.lost())
                .put("duplicated", ledger.duplicated())
                .put("mismatched", ledger.mismatched())
                .put("in_doubt", ledger.inDoubt())
                .put("malformed", summary.run().malformed())
                .put("p50_us", ledger.latencyMicros(50))
                .put("p99_us", ledger.latencyMicros(99))
                .put("max_us", ledger.maxLatencyMicros())
                .put("seconds_to_streaming", Json.rounded(summary.secondsToStreaming(), 3))
                .put("seed", summary.run().load().seed());
    }
}
