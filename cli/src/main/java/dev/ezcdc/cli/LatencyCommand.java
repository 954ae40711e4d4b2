package dev.ezcdc.cli;

import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.infra.tls.TlsHome;
import dev.ezcdc.instruments.latency.measure.LatencyMeasurement;
import dev.ezcdc.instruments.latency.plan.LatencyPlan;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.plan.SetupMatrix;
import dev.ezcdc.instruments.latency.plan.SteadyLoad;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the latency of every hop. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Break down INSERT-to-consumer latency",
        description = {
            "Measure the time from INSERT to the consumer, hop by hop, and compare settings.",
            "Rows are scheduled at a fixed rate regardless of how slow the server is, and",
            "latency is measured from the scheduled time.",
            "",
            "Without addresses, every profile gets a temporary stack on free ports. On a",
            "running stack, the connector's settings are restored at the end; the rows stay."
        },
        footer = {
            "",
            "Examples:",
            "  ./cdc latency",
            "  ./cdc latency --profile stock,low-latency --runs 5",
            "  ./cdc latency --sweep poll.interval.ms=1,10,100,500",
            "  ./cdc latency --profile stock,throughput --burst 200000x1 --schemas off",
            "  ./cdc latency --profile stock,throughput --backlog 200000x1",
            "  ./cdc latency --rate 10000 --rows-per-transaction 10 --for 60s --no-floors"
        })
final class LatencyCommand implements Callable<Integer> {

    private static final Duration GRACE_PERIOD = Duration.ofSeconds(90);

    /** Long, because a slow start should not end a series of measurements. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private static final long DEFAULT_RATE = 500;
    private static final int DEFAULT_BURST_TRANSACTION_ROWS = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Profiles, separated by commas: balanced, low-latency, throughput, stock (see infra/profiles),"
                            + " or files. Default: balanced.")
    private List<String> profiles = List.of("balanced");

    @Option(
            names = "--sweep",
            paramLabel = "KEY=A,B,...",
            description = "Measure each of these values of one setting. KEY is a connector setting, or starts with"
                    + " producer., consumer., worker., broker., connect.jvm. or kafka.jvm.")
    private @Nullable String sweep;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Rows per second. Default: 500; with --burst or --backlog, none.")
    private @Nullable Long rate;

    @Option(
            names = "--rows-per-transaction",
            paramLabel = "N",
            description =
                    "Rows of each transaction. Those of a rate are all due at the same time. Default: 1; with --burst or"
                            + " --backlog, 1000.")
    private @Nullable Integer rowsPerTransaction;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections that write at that rate, in turn. Default: 4.")
    private int connections = 4;

    @Option(
            names = "--target",
            paramLabel = "NAME=TIME",
            split = ",",
            converter = {NameConverter.class, DurationConverter.class},
            description =
                    "Largest acceptable percentiles at that rate, for example p50=10ms,p99=100ms. The command exits"
                            + " with 1 if one is missed, or the rate is.")
    private Map<String, Duration> targets = Map.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Length of a run at that rate. Default: 20s.")
    private Duration length = Duration.ofSeconds(20);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time to write before measuring. Default: 10s.")
    private Duration warmUp = Duration.ofSeconds(10);

    @Option(
            names = "--burst",
            paramLabel = "ROWSxTIMES",
            description =
                    "Write ROWS rows as fast as possible and measure the time until all are decoded, TIMES times per run.")
    private @Nullable String burst;

    @Option(
            names = "--backlog",
            paramLabel = "ROWSxTIMES",
            description =
                    "Like --burst, but stop the connector while the rows are written, then resume it. Measure from"
                            + " the first to the last decoded row.")
    private @Nullable String backlog;

    @Option(names = "--runs", paramLabel = "N", description = "Runs per setup; the result is the median. Default: 1.")
    private int runs = 1;

    @Option(
            names = "--schemas",
            paramLabel = "on|off",
            description = "Include the schema, about 2,300 bytes, in each message. Default: on.")
    private SetupMatrix.Schemas schemas = SetupMatrix.Schemas.ON;

    @Option(
            names = "--exactly-once",
            description = "Let Connect write in transactions and the consumer read committed records. Not on a running"
                    + " stack.")
    private boolean exactlyOnce;

    @Option(names = "--tls", description = "Let all servers require TLS and passwords. Not on a running stack.")
    private boolean tls;

    @Option(names = "--no-floors", description = "Do not measure PostgreSQL and Kafka alone.")
    private boolean noFloors;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the rows. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for report.html and the .hgrm files. Default: latency in the stack's home.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object per run on standard output, and then the median.")
    private boolean json;

    @Mixin
    private final StackTarget target = new StackTarget();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        LatencyPlan plan;
        List<Setup> setups;
        try {
            plan = plan();
            setups = new SetupMatrix(profiles, sweep, schemas, exactlyOnce).expand(!target.isExternal());
        } catch (IllegalArgumentException | StackException invalid) {
            throw console.usageError(String.valueOf(invalid.getMessage()));
        }
        if (tls && target.isExternal()) {
            throw console.usageError("--tls is for a temporary stack. For a running stack use its addresses,"
                    + " --kafka-config and --connect-ca");
        }
        Path directory = out == null ? target.home().resolve("latency") : out;
        Files.createDirectories(directory);
        Path home = Files.createTempDirectory("ezcdc-latency");
        if (tls) {
            TlsHome.create(home);
        }
        LatencyMeasurement measurement = new LatencyMeasurement(
                plan, stacks(home, console), directory.resolve("dead-letters.jsonl"), console::progress);
        LatencyResult result = new LatencyResult();
        ShutdownHook signals = ShutdownHook.install(measurement::stop, GRACE_PERIOD);
        int exitCode = 1;
        try {
            try {
                for (Setup setup : setups) {
                    result.add(measurement.measure(setup, run -> print(console, result.stats(run))));
                    print(console, result.lastMedian());
                }
            } finally {
                // Also after a failed setup or Ctrl-C: the results so far are valid.
                report(console, result, directory);
            }
            exitCode = result.isLossless() && result.meetsTargets() ? 0 : 1;
        } finally {
            Directories.deleteRecursively(home);
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

    private void print(Console console, LatencyStats stats) {
        if (json) {
            console.json(stats.toJson());
        }
    }

    private LatencyPlan plan() {
        if (burst != null && backlog != null) {
            throw new IllegalArgumentException("--burst and --backlog exclude each other: give one of them");
        }
        String shape = backlog == null ? burst : backlog;
        Burst parsed = shape == null ? null : Burst.parse(shape);
        long perSecond = rate != null ? rate : parsed == null ? DEFAULT_RATE : 0;
        int steadyRows = perSecond == 0 ? 1 : Objects.requireNonNullElse(rowsPerTransaction, 1);
        int burstRows = Objects.requireNonNullElse(rowsPerTransaction, DEFAULT_BURST_TRANSACTION_ROWS);
        SteadyLoad load = new SteadyLoad(perSecond, steadyRows, connections, targets);
        return new LatencyPlan(load, length, warmUp, parsed, burstRows, backlog != null, runs, !noFloors, seed);
    }

    private MeasuredStack.Factory stacks(Path home, Console console) {
        return target.isExternal()
                ? ExternalMeasuredStack.factory(target.external().settings())
                : EmbeddedMeasuredStack.factory(
                        StackSettings.of(home, StackOptions.root().resolve("infra/servers"))
                                .withPorts(0, 0, 0)
                                .withTimeout(START_TIMEOUT)
                                .withProgress(console::progress));
    }

    /** Passes the name in {@code NAME=TIME} on. picocli requires a converter for it if the value has one. */
    static final class NameConverter implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            return name.strip();
        }
    }
}
