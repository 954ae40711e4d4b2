package dev.ezcdc.benchmarks.variation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.benchmarks.report.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    private static final int ITERATIONS = 4;
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
            names = "--forks",
            defaultValue = "3",
            paramLabel = "N",
            description = "Rounds, each with a new JVM for each variation. Default: ${DEFAULT-VALUE}.")
    private int forks = 3;

    @Option(
            names = "--jackson",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure Jackson databind, too. Default: yes.")
    private boolean hasJackson = true;

    @Option(names = "--quick", description = "Measure one variation briefly. Do not quote the result.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--out",
            defaultValue = "${env:EZCDC_ROOT:-.}/benchmarks/reports",
            paramLabel = "DIR",
            description = "Directory for the report. Default: benchmarks/reports.")
    private Path out = Path.of(".");

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private final PrintStream stdout;
    private final PrintStream stderr;
    private String arguments = "";

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
        VariationBenchCommand command = new VariationBenchCommand(stdout, stderr);
        command.arguments = String.join(" ", args);
        return new CommandLine(command)
                .setOut(new PrintWriter(stdout, true, UTF_8))
                .setErr(new PrintWriter(stderr, true, UTF_8))
                .execute(args);
    }

    @Override
    public Integer call() {
        try {
            Files.createDirectories(out);
            return measure();
        } catch (RunnerException e) {
            return reportFailure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return reportFailure(
                    "cannot write the report to " + out + ": " + e + ". Choose another directory with --out.");
        }
    }

    private Integer measure() throws IOException, RunnerException {
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
                times.addAll(measureRound(entry.getKey(), entry.getValue()));
            }
        }
        VariationReport report = new VariationReport(
                times.toResults(plan),
                Machine.current(),
                Instant.now(),
                ("./cdc bench " + arguments).strip(),
                forks + " rounds, " + WARMUP_ITERATIONS + " × " + millis() + " ms of warm-up, " + ITERATIONS + " × "
                        + millis() + " ms measured, one thread",
                quick || forks == 0);
        Files.writeString(out.resolve("variations.md"), report.toMarkdown());
        Files.writeString(out.resolve("variations.json"), report.toJson() + "\n");
        stdout.println(json ? report.toJson() : report.toMarkdown());
        return CommandLine.ExitCode.OK;
    }

    private List<Variation> variationsOf(VariedUpdate update) {
        List<Variation> variations = Arrays.stream(Variation.values())
                .filter(variation -> variation.appliesTo(update))
                .toList();
        return quick ? variations.subList(0, 2) : variations;
    }

    private List<RunResult> measureRound(VariedUpdate update, List<Variation> variations) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(millis());
        OptionsBuilder options = new OptionsBuilder();
        options.include("^\\Q" + VariationBenchmark.class.getName() + "\\E\\." + (hasJackson ? "" : "ezcdc$"))
                .param("update", update.name())
                .param("variation", variations.stream().map(Enum::name).toArray(String[]::new))
                .forks(Math.min(forks, 1))
                .warmupIterations(quick ? 1 : WARMUP_ITERATIONS)
                .warmupTime(time)
                .measurementIterations(quick ? 1 : ITERATIONS)
                .measurementTime(time)
                .shouldFailOnError(true);
        return new ArrayList<>(
                new Runner(options.build(), OutputFormatFactory.createFormatInstance(stderr, VerboseMode.NORMAL))
                        .run());
    }

    private int millis() {
        return quick ? 50 : ITERATION_MILLIS;
    }

    private int reportFailure(String message) {
        stderr.println("bench: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
