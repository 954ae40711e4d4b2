package dev.ezcdc.benchmarks.variation;

import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.report.Machine;
import dev.ezcdc.benchmarks.report.Measurement;
import dev.ezcdc.benchmarks.report.ReportFiles;
import dev.ezcdc.benchmarks.run.BenchOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cdc bench variations}: runs {@link VariationBenchmark}. The launcher runs it from benchmarks.jar. */
@Command(
        name = "./cdc bench variations",
        sortOptions = false,
        usageHelpAutoWidth = false,
        header = "Measure the decoder on updates in other forms",
        description = {
            "Decode an update of PostgreSQL, MySQL and MariaDB, with schema and without, in the",
            "forms that other pipelines write: many tables, two databases, an older connector,",
            "and so on. Divide each time by that of the update itself in the same round. First",
            "check the answers; a wrong one ends the run. Write variations.md and .json."
        },
        footer = {
            "",
            "A round takes about fifteen minutes. Leave the machine idle.",
            "",
            "Exit status: 0 success, 1 check failed, 2 usage error."
        })
public final class VariationBenchCommand implements Callable<Integer> {

    /** Enough for C2, which compiles this code only after three to four seconds on two cores. */
    private static final int WARMUP_ITERATIONS = 10;

    private static final int ITERATION_MILLIS = 500;

    /** The benchmark, which the launcher passes. */
    enum Benchmark {
        variations
    }

    @SuppressWarnings("UnusedVariable") // it has one value
    @Parameters(arity = "0..1", hidden = true)
    private Benchmark benchmark = Benchmark.variations;

    @Option(
            names = "--update",
            split = ",",
            paramLabel = "NAME",
            description = "Updates, separated by commas: ${COMPLETION-CANDIDATES}. Default: all.")
    private VariedUpdate[] updates = VariedUpdate.values();

    @Option(
            names = "--jackson",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure Jackson databind, too. Default: yes.")
    private boolean hasJackson = true;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream stdout;
    private final PrintStream stderr;

    VariationBenchCommand(PrintStream stdout, PrintStream stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Runs the command and exits with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /** Runs the command and returns its exit code. */
    static int run(String[] args, PrintStream stdout, PrintStream stderr) {
        return BenchOptions.run(
                new VariationBenchCommand(stdout, stderr), "./cdc bench variations", args, stdout, stderr);
    }

    @Override
    public Integer call() {
        CommandSpec command = DecodedChange.require(spec, "a command");
        int forks = options.forks(command.commandLine());
        try {
            return measure(
                    forks,
                    String.join(" ", command.commandLine().getParseResult().originalArgs()));
        } catch (RunnerException e) {
            return reportFailure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return reportFailure("cannot write the report to " + options.out() + ": " + e
                    + ". Choose another directory with --out.");
        }
    }

    private int measure(int forks, String arguments) throws IOException, RunnerException {
        ReportFiles files = new ReportFiles(options.out(), "variations");
        stderr.println("Checking the answers.");
        Map<VariedUpdate, List<Variation>> plan = new EnumMap<>(VariedUpdate.class);
        for (VariedUpdate update : updates) {
            plan.put(update, variationsOf(update));
        }
        for (Map.Entry<VariedUpdate, List<Variation>> entry : plan.entrySet()) {
            for (Variation variation : entry.getValue()) {
                String disagreement = new VariedRing(entry.getKey(), variation).findDisagreement();
                if (disagreement != null) {
                    return reportFailure(disagreement);
                }
            }
        }
        stderr.println("All answers are right; measuring.");
        VariationTimes times = new VariationTimes();
        for (int round = 0; round < Math.max(1, forks); round++) {
            for (Map.Entry<VariedUpdate, List<Variation>> entry : plan.entrySet()) {
                times.addAll(measureRound(entry.getKey(), entry.getValue(), forks));
            }
        }
        VariationReport report = new VariationReport(
                times.toResults(plan),
                Machine.current(),
                Instant.now(),
                ("./cdc bench " + arguments).strip(),
                forks + (forks == 1 ? " round, " : " rounds, ") + WARMUP_ITERATIONS + " × " + millis()
                        + " ms of warm-up, " + iterations() + " × " + Measurement.ITERATION_MILLIS
                        + " ms measured, one thread",
                options.isQuick() || forks == 0);
        files.write(".md", report.toMarkdown());
        files.write(".json", report.toJson() + "\n");
        stdout.println(options.isJson() ? report.toJson() : report.toMarkdown());
        return CommandLine.ExitCode.OK;
    }

    private List<Variation> variationsOf(VariedUpdate update) {
        List<Variation> variations = Arrays.stream(Variation.values())
                .filter(variation -> variation.appliesTo(update))
                .toList();
        return options.isQuick() ? variations.subList(0, 2) : variations;
    }

    private List<RunResult> measureRound(VariedUpdate update, List<Variation> variations, int forks)
            throws RunnerException {
        TimeValue time = TimeValue.milliseconds(millis());
        OptionsBuilder jmh = new OptionsBuilder();
        jmh.include("^\\Q" + VariationBenchmark.class.getName() + "\\E\\." + (hasJackson ? "" : "ezcdc$"))
                .param("update", update.name())
                .param("variation", variations.stream().map(Enum::name).toArray(String[]::new))
                .forks(Math.min(forks, 1))
                .warmupIterations(options.isQuick() ? 1 : WARMUP_ITERATIONS)
                .warmupTime(time)
                .measurementIterations(iterations())
                .measurementTime(TimeValue.milliseconds(Measurement.ITERATION_MILLIS))
                .shouldFailOnError(true);
        return new ArrayList<>(
                new Runner(jmh.build(), OutputFormatFactory.createFormatInstance(stderr, VerboseMode.NORMAL)).run());
    }

    private int iterations() {
        return options.isQuick() ? 1 : Measurement.ITERATIONS;
    }

    private int millis() {
        return options.isQuick() ? 50 : ITERATION_MILLIS;
    }

    private int reportFailure(String message) {
        stderr.println("bench: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
