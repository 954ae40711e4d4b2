package dev.ezcdc.cli;

import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.instruments.latency.measure.LatencyMeasurement;
import dev.ezcdc.instruments.latency.plan.LatencyPlan;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.plan.SetupMatrix;
import dev.ezcdc.instruments.latency.report.LatencyResult;
import dev.ezcdc.instruments.latency.result.LatencyStats;
import dev.ezcdc.instruments.latency.stack.EmbeddedMeasuredStack;
import dev.ezcdc.instruments.latency.stack.ExternalMeasuredStack;
import dev.ezcdc.instruments.latency.stack.MeasuredStack;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the milliseconds go. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure how long a change takes from its INSERT to the consumer, hop by hop, and which setting costs what."
                    + " Rows are due at a fixed rate and wait for nobody; latency counts from when they were due.",
            "",
            "Without addresses it starts a stack of its own for each profile, on free ports, and ends it. On a stack"
                    + " that runs already the connector gets its settings back at the end; the rows stay."
        },
        footer = {
            "",
            "Examples:",
            "  ./cdc latency",
            "  ./cdc latency --profile stock,low-latency --runs 5",
            "  ./cdc latency --sweep poll.interval.ms=1,10,100,500",
            "  ./cdc latency --profile stock,throughput --burst 200000x1 --schemas off"
        })
final class LatencyCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Patient, for a series of measurements that fails in its middle is a nuisance. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final long DEFAULT_RATE = 500;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            split = ",",
            description = "balanced, low-latency, throughput, stock (all in infra/profiles), or a file like those;"
                    + " several by commas (default: balanced).")
    private List<String> profiles = List.of("balanced");

    @Option(
            names = "--sweep",
            paramLabel = "KEY=A,B,...",
            description = "Measure with each of these values of one setting. KEY is the connector's, or begins with"
                    + " producer., consumer., worker., broker., connect.jvm. or kafka.jvm.")
    private @Nullable String sweep;

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second (default: 500; none with --burst alone).")
    private @Nullable Long rate;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a run at that rate lasts (default: 20s).")
    private Duration length = Duration.ofSeconds(20);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Written before, and not counted (default: 10s).")
    private Duration warmUp = Duration.ofSeconds(10);

    @Option(
            names = "--burst",
            paramLabel = "ROWSxTIMES",
            description = "Rows at once, and how long until all are decoded; so often in each run.")
    private @Nullable String burst;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each; the result is their median (default: 1).")
    private int runs = 1;

    @Option(
            names = "--schemas",
            paramLabel = "on|off",
            description = "Whether each message carries its schema, about 2,300 bytes (default: on, as in the"
                    + " walkthrough).")
    private SetupMatrix.Schemas schemas = SetupMatrix.Schemas.ON;

    @Option(
            names = "--exactly-once",
            description = "Connect writes in transactions and the consumer reads what is committed; not on a stack that"
                    + " runs already.")
    private boolean exactlyOnce;

    @Option(names = "--no-floors", description = "Leave out what PostgreSQL and Kafka could do alone.")
    private boolean noFloors;

    @Option(names = "--seed", paramLabel = "N", description = "Of the rows (default: 1).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where report.html and the .hgrm files go (default: latency in the stack's home).")
    private @Nullable Path out;

    @Option(
            names = "--json",
            description =
                    "An object for each run on a line of its own on standard output, and after them their median.")
    private boolean json;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final ExternalOptions external = new ExternalOptions();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        LatencyPlan plan;
        List<Setup> setups;
        try {
            plan = plan();
            setups = new SetupMatrix(profiles, sweep, schemas, exactlyOnce).expand(!external.given());
        } catch (IllegalArgumentException | StackException wrong) {
            throw new CommandLine.ParameterException(commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        Path directory = out == null ? stackOptions.home().resolve("latency") : out;
        Path home = Files.createTempDirectory("ezcdc-latency");
        LatencyMeasurement measurement = new LatencyMeasurement(
                plan, stacks(home, console), directory.resolve("dead-letters.jsonl"), console::progress);
        LatencyResult result = new LatencyResult();
        ShutdownHook signals = ShutdownHook.install(measurement::stop, PATIENCE);
        int exitCode = 1;
        try {
            try {
                for (Setup setup : setups) {
                    result.add(measurement.measure(setup, run -> print(console, result.stats(run))));
                    print(console, result.lastMedian());
                }
            } finally {
                // Also when a later setup failed, or Ctrl-C came: what was measured before was measured.
                report(console, result, directory);
            }
            exitCode = result.isLossless() ? 0 : 1;
        } finally {
            delete(home);
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private void report(Console console, LatencyResult result, Path directory) throws IOException {
        if (result.isEmpty()) {
            return;
        }
        result.write(directory);
        if (!json) {
            result.print(console.out());
        }
        console.progress("report: " + directory.resolve("report.html"));
    }

    private void print(Console console, LatencyStats figures) {
        if (json) {
            console.json(figures.toJson());
        }
    }

    private LatencyPlan plan() {
        Burst parsed = burst == null ? null : Burst.parse(burst);
        long perSecond = rate != null ? rate : parsed == null ? DEFAULT_RATE : 0;
        return new LatencyPlan(perSecond, length, warmUp, parsed, runs, !noFloors, seed);
    }

    private MeasuredStack.Factory stacks(Path home, Console console) {
        return external.given()
                ? ExternalMeasuredStack.factory(external.settings())
                : EmbeddedMeasuredStack.factory(
                        EmbeddedStack.Settings.of(home, StackOptions.root().resolve("infra/servers"))
                                .withPorts(0, 0, 0)
                                .withTimeout(START)
                                .withProgress(console::progress));
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("to be called by picocli's CommandLine.execute");
        }
        return spec.commandLine();
    }
}
