package dev.ezcdc.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.contender.ContenderAgreement;
import dev.ezcdc.benchmarks.contender.DecodedChange;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.report.JsonReport;
import dev.ezcdc.benchmarks.report.Machine;
import dev.ezcdc.benchmarks.report.MarkdownReport;
import dev.ezcdc.benchmarks.report.Measurement;
import dev.ezcdc.benchmarks.report.NewSchemaCost;
import dev.ezcdc.benchmarks.report.Report;
import dev.ezcdc.benchmarks.report.ReportFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** {@code ./cdc bench}: measures, and writes a report. */
@Command(
        name = "bench",
        sortOptions = false,
        usageHelpAutoWidth = false,
        description = {
            "Measures how long decoding one record takes, for this project's decoder and for the others on the JVM, "
                    + "and writes decode.md, decode.svg and decode.json.",
            "With schemas that were never seen, too: what their first messages take.",
            "First each contender's answers are checked; a wrong one ends the run."
        },
        footer = {
            "",
            "All of it takes about forty minutes, with --forks 1 half of that. Leave the machine alone meanwhile.",
            "Exit code: 0 done, 1 a contender failed or answered wrongly, 2 wrong usage."
        })
public final class DecodeBenchCommand implements Callable<Integer> {

    /** What can be measured. */
    enum Benchmark {
        decode
    }

    @Parameters(
            arity = "0..1",
            defaultValue = "decode",
            paramLabel = "BENCHMARK",
            description = "What to measure: ${COMPLETION-CANDIDATES} (the default).")
    private Benchmark benchmark = Benchmark.decode;

    @Option(
            names = "--contender",
            split = ",",
            paramLabel = "NAME",
            description = "Only these (repeat, or separate by commas): ${COMPLETION-CANDIDATES}. Default: all.")
    private Contender[] contenders = Contender.values();

    @Option(
            names = "--corpus",
            split = ",",
            paramLabel = "NAME",
            description = "Only on these: ${COMPLETION-CANDIDATES}. Default: all.")
    private Corpus[] corpora = Corpus.values();

    @Option(names = "--quick", description = "A rough look in less time (add --forks 1); not for figures to be quoted.")
    private boolean quick;

    @Option(
            names = "--forks",
            defaultValue = "2",
            paramLabel = "N",
            description = "Rounds of all contenders, each in a JVM of its own every time; 0 stays in this one, for "
                    + "debugging. Default: ${DEFAULT-VALUE}.")
    private int forks = 2;

    @Option(
            names = "--profile-allocation",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to measure the bytes allocated for each record as well. Default: yes.")
    private boolean profileAllocation = true;

    @Option(
            names = "--new-schemas",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether to measure the first messages of new schemas as well (on customerCreate). Default: yes.")
    private boolean newSchemas = true;

    @Option(names = "--json", description = "Print the figures as one JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--out",
            defaultValue = "${env:EZCDC_ROOT:-.}/benchmarks/reports",
            paramLabel = "DIR",
            description = "Where the report goes. Default: benchmarks/reports.")
    private Path out = Path.of(".");

    @Option(
            names = "--name",
            defaultValue = "decode",
            paramLabel = "NAME",
            description = "The report's files are called so. Default: ${DEFAULT-VALUE}.")
    private String name = "decode";

    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream stdout;
    private final PrintStream stderr;

    DecodeBenchCommand(PrintStream stdout, PrintStream stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /** Runs the command; the result is its exit code. */
    static int run(String[] args, PrintStream stdout, PrintStream stderr) {
        return new CommandLine(new DecodeBenchCommand(stdout, stderr))
                .setOut(new PrintWriter(stdout, true, UTF_8))
                .setErr(new PrintWriter(stderr, true, UTF_8))
                .execute(args);
    }

    @Override
    public Integer call() {
        CommandSpec command = DecodedChange.required(spec, "a command");
        if (forks < 0) {
            throw new ParameterException(command.commandLine(), "--forks must be 0 or more, not " + forks);
        }
        try {
            return measure(
                    new DecodeRun(distinct(contenders), distinct(corpora), forks, quick, profileAllocation),
                    String.join(" ", command.commandLine().getParseResult().originalArgs()));
        } catch (RunnerException | UncheckedIOException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed("can't write the report under " + out + " (" + e + "); choose another folder with --out");
        }
    }

    private int measure(DecodeRun run, String arguments) throws IOException, RunnerException {
        ReportFiles files = new ReportFiles(out, name);
        Machine machine = Machine.current();
        ContenderAgreement agreement = new ContenderAgreement();
        if (run.corpora().stream().allMatch(corpus -> run.taking(corpus).isEmpty())) {
            return failed("none of these contenders takes part on these corpora here; simdjson needs Java 24 or later");
        }
        for (Corpus corpus : run.corpora()) {
            for (Contender contender : run.taking(corpus)) {
                String disagreement = agreement.firstDisagreement(contender, corpus);
                if (disagreement != null) {
                    return failed(disagreement);
                }
            }
        }
        stderr.println("All contenders agree; measuring " + benchmark + ".");
        Collection<RunResult> results = run.measure(stderr);
        Collection<RunResult> ofNewSchemas = newSchemas ? run.measureNewSchemas(stderr) : List.of();
        Report report = new Report(
                Measurement.of(results),
                NewSchemaCost.of(ofNewSchemas),
                recordBytes(run.corpora()),
                machine,
                Instant.now(),
                ("./cdc bench " + arguments).strip(),
                run.settings(),
                run.rough());
        List<RunResult> all = new ArrayList<>(results);
        all.addAll(ofNewSchemas);
        List<Path> written = files.write(report, all);
        stdout.println(json ? JsonReport.of(report, written) : MarkdownReport.of(report, name + ".svg"));
        written.forEach(file -> stderr.println("written: " + file.normalize()));
        return CommandLine.ExitCode.OK;
    }

    private static Map<Corpus, Long> recordBytes(List<Corpus> corpora) {
        Map<Corpus, Long> bytes = new EnumMap<>(Corpus.class);
        corpora.forEach(corpus -> bytes.put(corpus, corpus.ring().meanBytes()));
        return bytes;
    }

    private static <T> List<T> distinct(T[] values) {
        return Arrays.stream(values).distinct().toList();
    }

    private int failed(String message) {
        stderr.println("bench: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
