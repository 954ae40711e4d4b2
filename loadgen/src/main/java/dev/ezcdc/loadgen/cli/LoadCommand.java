package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadPlan;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/**
 * The command line of the load generator, for {@link Main} and as a subcommand of other programs. Ends with 0; with 1 if
 * the server cannot be written to or any row failed; with 2 on wrong usage. Not thread-safe.
 */
@Command(
        name = "load",
        sortOptions = false,
        customSynopsis = {
            "Usage: ${COMMAND-FULL-NAME} --rate N [--for TIME] [OPTION]...",
            "       ${COMMAND-FULL-NAME} --burst ROWSxTIMES [--every TIME] [OPTION]..."
        },
        synopsisHeading = "",
        description = "Writes realistic rows to PostgreSQL tables, at a steady rate or in bursts.",
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} --rate 500 --for 20s",
            "  ${COMMAND-FULL-NAME} --rate 2000 --for 5m --mix insert=5,update=4,delete=1",
            "  ${COMMAND-FULL-NAME} --burst 10000x5 --every 30s --batch 100",
            "",
            "Ends with 0 when all is written, 1 when rows failed or the server cannot be",
            "written to, 2 on wrong usage."
        })
public final class LoadCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second, evenly spaced.")
    private @Nullable Long rate;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long at that rate, as 500ms, 20s, 5m or 1h; until Ctrl-C if not given.")
    private @Nullable Duration length;

    @Option(
            names = "--burst",
            paramLabel = "ROWSxTIMES",
            converter = PlanConverters.OfBurst.class,
            description = "Instead of a rate: so many rows as fast as they go, so many times.")
    private @Nullable Burst burst;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "From one burst's start to the next; one after the other if not given.")
    private @Nullable Duration every;

    @Option(
            names = "--mix",
            paramLabel = "MIX",
            converter = PlanConverters.OfMix.class,
            description = "Proportions of insert, update, delete and rekey, an update of the key"
                    + " (default: ${DEFAULT-VALUE}). Only rows of this run are changed.")
    private OperationMix mix = OperationMix.DEFAULT;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed, mix, connections and batch give the same statements;"
                    + " random if not given, and always printed.")
    private @Nullable Long seed;

    @Option(names = "--connections", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int connections = 4;

    @Option(names = "--batch", paramLabel = "N", description = "Rows in one transaction (default: ${DEFAULT-VALUE}).")
    private int batch = 1;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = PlanConverters.OfMode.class,
            description = "How the rows of a transaction travel: single, batched (the default) or copy.")
    private WriteMode mode = WriteMode.BATCHED;

    @Option(
            names = "--zipf",
            paramLabel = "S",
            description = "Hot rows: the k-th hottest is updated, or referred to, in proportion to 1/k^S;"
                    + " all alike if not given.")
    private double zipf;

    @Option(
            names = "--rollback",
            paramLabel = "PERCENT",
            description = "So many transactions in a hundred are rolled back.")
    private double rollback;

    @Option(
            names = "--truncate-every",
            paramLabel = "ROWS",
            description = "Truncates a table after so many rows, one after the other.")
    private long truncateEvery;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            split = ",",
            description = "Any table, or several with commas (default: public.customers). Its columns are"
                    + " filled with fitting values, foreign keys from the rows that are there.")
    private List<String> tables = List.of("public.customers");

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "Default: ${DEFAULT-VALUE}.")
    private String jdbcUrl;

    @Option(names = "--user", paramLabel = "USER", description = "Default: ${DEFAULT-VALUE}.")
    private String user = "cdctest";

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "Better given as PGPASSWORD in the environment (default: cdctest).")
    private @Nullable String password;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a server that does not answer is tried again (default: 10s).")
    private Duration patience = Duration.ofSeconds(10);

    @Option(names = "--json", description = "The summary as one JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--hgrm",
            paramLabel = "NAME",
            description = "Writes the distributions in µs to NAME-statement.hgrm and NAME-pacing.hgrm.")
    private @Nullable Path hgrm;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    /** Writes to the stack's usual place if not told otherwise. */
    public LoadCommand() {
        this("jdbc:postgresql://localhost:55432/cdctest");
    }

    /** @param defaultJdbcUrl where to write if {@code --jdbc-url} is not given */
    public LoadCommand(String defaultJdbcUrl) {
        this.jdbcUrl = defaultJdbcUrl;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine commandLine = commandLine();
        LoadOptions options = options(commandLine);
        Display display = new Display(commandLine.getErr(), Display.isTerminal(), quiet);
        LoadGenerator generator = generator(commandLine, options, display);
        // Not a matter of progress: without the seed no run can be repeated.
        display.always("seed " + options.seed() + ", writing to " + String.join(", ", options.tables()) + " at "
                + generator.address());
        int exitCode = 1;
        ShutdownHook signal = new ShutdownHook(generator::cancel);
        try {
            exitCode = run(commandLine, generator, display);
        } catch (LoadException e) {
            display.always(e.getMessage());
        } finally {
            signal.complete(exitCode);
        }
        return exitCode;
    }

    private int run(CommandLine commandLine, LoadGenerator generator, Display display) throws InterruptedException {
        LoadSummary summary;
        try (Display.Running running = display.follow(generator::progress)) {
            summary = generator.run();
        }
        if (summary.unsent() > 0) {
            display.always("The server was too slow for this rate: " + summary.unsent() + " rows were not sent.");
        }
        if (hgrm != null) {
            HistogramFiles.write(hgrm, generator);
        }
        PrintWriter out = commandLine.getOut();
        out.println(json ? SummaryFormat.json(summary) : SummaryFormat.table(summary));
        out.flush();
        return summary.errors() == 0 ? 0 : 1;
    }

    private LoadGenerator generator(CommandLine commandLine, LoadOptions options, Display display) {
        try {
            return new LoadGenerator(options, new DisplayListener(display));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, "--jdbc-url: " + e.getMessage(), e);
        }
    }

    private LoadOptions options(CommandLine commandLine) {
        LoadPlan plan = plan(commandLine);
        try {
            return LoadOptions.of(jdbcUrl, user, password(), plan)
                    .withTables(tables)
                    .withMix(mix)
                    .withSeed(seed == null ? ThreadLocalRandom.current().nextLong(1L << 31) : seed)
                    .withConnections(connections)
                    .withBatch(batch)
                    .withMode(mode)
                    .withZipf(zipf)
                    .withRollbacks(rollback / 100)
                    .withTruncateEvery(truncateEvery)
                    .withPatience(patience);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
    }

    private LoadPlan plan(CommandLine commandLine) {
        if ((rate == null) == (burst == null)) {
            throw new ParameterException(commandLine, "Give one of --rate N and --burst ROWSxTIMES");
        }
        if (burst != null && length != null) {
            throw new ParameterException(commandLine, "--for goes with --rate; a burst ends with its rows");
        }
        if (burst == null && every != null) {
            throw new ParameterException(commandLine, "--every goes with --burst");
        }
        try {
            return burst == null ? new SteadyRate(rate == null ? 0 : rate, length) : burst.withEvery(every);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
    }

    private String password() {
        if (password != null) {
            return password;
        }
        String fromEnvironment = System.getenv("PGPASSWORD");
        return fromEnvironment == null ? "cdctest" : fromEnvironment;
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("to be called by picocli's CommandLine.execute");
        }
        return spec.commandLine();
    }
}
