package dev.ezcdc.benchmarks.run;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.contender.ContenderAgreement;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cdc bench}: runs the decoder benchmarks and writes a report. The launcher runs it from benchmarks.jar. */
@Command(
        name = "./cdc bench",
        sortOptions = false,
        usageHelpAutoWidth = false,
        header = "Benchmark the decoder or the consumer",
        description = {
            "Measure the time to decode one record, for this project's decoder and others on",
            "the JVM, and the cost of the first messages of new schemas. Write decode.md,",
            "decode.svg and decode.json. First compare the results of all contenders; a",
            "wrong result ends the run.",
            "",
            "'./cdc bench variations' measures the decoder on updates in other forms, and",
            "'./cdc bench consume' the consumer; see their --help."
        },
        footer = {
            "",
            "The whole run takes about eighty minutes; with --forks 1, half of that. Leave the",
            "machine idle.",
            "",
            "Exit status: 0 success, 1 check failed, 2 usage error."
        })
public final class DecodeBenchCommand implements Callable<Integer> {

    /** The benchmarks. */
    enum Benchmark {
        decode
    }

    @Parameters(
            arity = "0..1",
            defaultValue = "decode",
            paramLabel = "BENCHMARK",
            description = "Benchmark to run. Default: ${COMPLETION-CANDIDATES}.")
    private Benchmark benchmark = Benchmark.decode;

    @Option(
            names = "--contender",
            split = ",",
            paramLabel = "NAME",
            description = "Contenders, separated by commas: ${COMPLETION-CANDIDATES}. Default: all.")
    private Contender[] contenders = Contender.values();

    @Option(
            names = "--corpus",
            split = ",",
            paramLabel = "NAME",
            description = "Corpora, separated by commas: ${COMPLETION-CANDIDATES}. Default: all.")
    private Corpus[] corpora = Corpus.values();

    @Option(
            names = "--profile-allocation",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure the bytes allocated per record. Default: yes.")
    private boolean profileAllocation = true;

    @Option(
            names = "--new-schemas",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure the first messages of new schemas (on customerCreate). Default: yes.")
    private boolean newSchemas = true;

    @Option(
            names = "--name",
            defaultValue = "decode",
            paramLabel = "NAME",
            description = "Name of the report's files. Default: ${DEFAULT-VALUE}.")
    private String name = "decode";

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream stdout;
    private final PrintStream stderr;

    DecodeBenchCommand(PrintStream stdout, PrintStream stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Runs the command and exits with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /** Runs the command and returns its exit code. */
    static int run(String[] args, PrintStream stdout, PrintStream stderr) {
        return BenchOptions.run(new DecodeBenchCommand(stdout, stderr), "./cdc bench", args, stdout, stderr);
    }

    @Override
    public Integer call() {
        CommandSpec command = DecodedChange.require(spec, "a command");
        int forks = options.forks(command.commandLine());
        try {
            return measure(
                    new DecodeRun(distinct(contenders), distinct(corpora), forks, options.isQuick(), profileAllocation),
                    String.join(" ", command.commandLine().getParseResult().originalArgs()));
        } catch (RunnerException | UncheckedIOException e) {
            return reportFailure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return reportFailure("cannot write the report to " + options.out() + ": " + e
                    + ". Choose another directory with --out.");
        }
    }

    private int measure(DecodeRun run, String arguments) throws IOException, RunnerException {
        ReportFiles files = new ReportFiles(options.out(), name);
        Machine machine = Machine.current();
        ContenderAgreement agreement = new ContenderAgreement();
        if (run.corpora().stream().allMatch(corpus -> run.contendersFor(corpus).isEmpty())) {
            return reportFailure(
                    "none of the given contenders supports the given corpora on this JVM; simdjson needs Java 24 or later");
        }
        for (Corpus corpus : run.corpora()) {
            for (Contender contender : run.contendersFor(corpus)) {
                String disagreement = agreement.findDisagreement(contender, corpus);
                if (disagreement != null) {
                    return reportFailure(disagreement);
                }
            }
        }
        stderr.println("All contenders agree; measuring " + benchmark + ".");
        Collection<RunResult> results = run.measure(stderr);
        Collection<RunResult> newSchemaResults = newSchemas ? run.measureNewSchemas(stderr) : List.of();
        Report report = new Report(
                Measurement.fromResults(results),
                NewSchemaCost.fromResults(newSchemaResults),
                recordBytes(run.corpora()),
                machine,
                Instant.now(),
                ("./cdc bench " + arguments).strip(),
                run.describeSettings(),
                run.isRough());
        List<RunResult> all = new ArrayList<>(results);
        all.addAll(newSchemaResults);
        List<Path> written = files.write(report, all);
        stdout.println(
                options.isJson() ? JsonReport.render(report, written) : MarkdownReport.render(report, name + ".svg"));
        written.forEach(file -> stderr.println("written: " + file.normalize()));
        return CommandLine.ExitCode.OK;
    }

    private static Map<Corpus, Long> recordBytes(List<Corpus> corpora) {
        Map<Corpus, Long> bytes = new EnumMap<>(Corpus.class);
        corpora.forEach(corpus -> bytes.put(corpus, corpus.loadRing().meanBytes()));
        return bytes;
    }

    private static <T> List<T> distinct(T[] values) {
        return Arrays.stream(values).distinct().toList();
    }

    private int reportFailure(String message) {
        stderr.println("bench: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
