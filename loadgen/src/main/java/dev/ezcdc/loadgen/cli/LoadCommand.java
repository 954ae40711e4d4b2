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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of the load generator, for {@link Main} and as a subcommand of other programs. Exits with 0 if no
 * row failed, 1 if a row failed or the run could not start or finish, 2 for a usage error, and 3 if the server accepted none
 * of the rows. Not thread-safe.
 */
@Command(
        name = "load",
        sortOptions = false,
        customSynopsis = {
            "Usage: ${COMMAND-FULL-NAME} --rate N [--for TIME] [OPTION]...",
            "       ${COMMAND-FULL-NAME} --burst ROWSxTIMES [--every TIME] [OPTION]..."
        },
        synopsisHeading = "",
        header = {"Write realistic rows", ""},
        description = {
            "",
            "Writes rows to PostgreSQL tables, at a steady rate or in bursts. The seed makes a run repeatable."
                    + " Lost connections are replaced, and the summary counts exactly what was committed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} --rate 500 --for 20s",
            "  ${COMMAND-FULL-NAME} --rate 2000 --for 5m --mix insert=5,update=4,delete=1",
            "  ${COMMAND-FULL-NAME} --burst 10000x5 --every 30s --batch 100",
            "",
            "Exit status: 0 success, 1 rows failed or the run could not start or finish,",
            "2 usage error, 3 the server accepted none of the rows."
        })
public final class LoadCommand implements Callable<Integer> {

    /** Longer than the five seconds that {@link LoadGenerator#cancel} waits for statements in flight. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(8);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--rate", paramLabel = "N", description = "Rows per second, evenly spaced.")
    private @Nullable Long rate;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to write at that rate, such as 500ms, 20s, 5m or 1h (default: until Ctrl-C).")
    private @Nullable Duration duration;

    @Option(
            names = "--burst",
            paramLabel = "ROWSxTIMES",
            converter = PlanConverters.BurstConverter.class,
            description = "Write ROWS rows as fast as possible, TIMES times (instead of --rate).")
    private @Nullable Burst burst;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time between the starts of two bursts (default: start when the previous one ends).")
    private @Nullable Duration interval;

    @Option(
            names = "--mix",
            paramLabel = "MIX",
            converter = PlanConverters.MixConverter.class,
            description = {
                "Proportions of insert, update, delete and rekey, which updates the key. Only rows of this run are changed.",
                "Default: ${DEFAULT-VALUE}."
            })
    private OperationMix mix = OperationMix.DEFAULT;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed, mix, connections and batch give the same statements"
                    + " (default: random). The seed is always printed.")
    private @Nullable Long seed;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Number of connections (default: ${DEFAULT-VALUE}).")
    private int connections = 4;

    @Option(names = "--batch", paramLabel = "N", description = "Rows in each transaction (default: ${DEFAULT-VALUE}).")
    private int batchSize = 1;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = PlanConverters.ModeConverter.class,
            description = "How the rows of a transaction are sent: single, batched or copy (default: batched).")
    private WriteMode mode = WriteMode.BATCHED;

    @Option(
            names = "--zipf",
            paramLabel = "S",
            description = "Make some rows hot: the row of rank k is updated, or referenced by foreign keys, in"
                    + " proportion to 1/k^S (default: all rows are equally likely).")
    private double zipf;

    @Option(names = "--rollback", paramLabel = "PERCENT", description = "Percentage of transactions to roll back.")
    private double rollbackPercent;

    @Option(
            names = "--truncate-every",
            paramLabel = "ROWS",
            description = "Truncate a table after every ROWS rows, the tables in turn (default: never).")
    private long truncateEvery;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            split = ",",
            description = "Table to write to, or several separated by commas (default: public.customers). Columns"
                    + " are filled with suitable values, foreign keys with existing rows.")
    private List<String> tables = List.of("public.customers");

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = {"PostgreSQL to write to.", "Default: ${DEFAULT-VALUE}."})
    private String jdbcUrl;

    @Option(names = "--user", paramLabel = "USER", description = "Database user (default: ${DEFAULT-VALUE}).")
    private String user;

    @Mixin
    private final PasswordOption password;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to retry if the server does not respond (default: 10s).")
    private Duration retryTimeout = Duration.ofSeconds(10);

    @Option(names = "--json", description = "Print the summary to standard output as one JSON object.")
    private boolean json;

    @Option(
            names = "--hgrm",
            paramLabel = "NAME",
            description = "Write the latency distributions in µs to NAME-statement.hgrm and NAME-pacing.hgrm.")
    private @Nullable Path histogramPrefix;

    @Option(names = "--quiet", description = "Do not print progress to standard error.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Creates the command with the default URL of a local stack. */
    public LoadCommand() {
        this("jdbc:postgresql://localhost:55432/cdctest");
    }

    /** @param defaultJdbcUrl default of {@code --jdbc-url} */
    public LoadCommand(String defaultJdbcUrl) {
        this(defaultJdbcUrl, "cdctest", "cdctest");
    }

    /**
     * Creates the command of a database.
     *
     * @param defaultJdbcUrl default of {@code --jdbc-url}
     * @param defaultUser default of {@code --user}
     * @param defaultPassword used if neither {@code --password} nor PGPASSWORD is given; not printed
     */
    public LoadCommand(String defaultJdbcUrl, String defaultUser, String defaultPassword) {
        this.jdbcUrl = defaultJdbcUrl;
        this.user = defaultUser;
        this.password = new PasswordOption(defaultPassword);
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine commandLine = commandLine();
        LoadOptions options = createOptions(commandLine);
        Display display = new Display(commandLine.getErr(), Display.isTerminal(), quiet);
        LoadGenerator generator = createGenerator(commandLine, options, display);
        // Printed even in quiet mode, because a run cannot be repeated without its seed.
        display.print("seed " + options.seed() + ", writing to " + String.join(", ", options.tables()) + " at "
                + generator.address());
        int exitCode = LoadReport.EXIT_FAILED;
        ShutdownHook shutdown = ShutdownHook.install(generator::cancel, GRACE_PERIOD);
        try {
            exitCode = run(commandLine, generator, display);
        } catch (LoadException e) {
            display.print(e.getMessage());
            exitCode = createReport(commandLine, display).printAborted(generator.summary());
        } finally {
            shutdown.complete(exitCode);
        }
        return exitCode;
    }

    private int run(CommandLine commandLine, LoadGenerator generator, Display display) throws InterruptedException {
        LoadSummary summary;
        try (Display.ProgressDisplay progress = display.showProgress(generator::progress)) {
            summary = generator.run();
        }
        if (summary.unsent() > 0) {
            display.print("The server was too slow for this rate: " + summary.unsent() + " rows were not sent.");
        }
        if (histogramPrefix != null) {
            HistogramFiles.write(histogramPrefix, generator);
        }
        return createReport(commandLine, display).print(summary, batchSize);
    }

    private LoadReport createReport(CommandLine commandLine, Display display) {
        return new LoadReport(commandLine.getOut(), display, json);
    }

    private LoadGenerator createGenerator(CommandLine commandLine, LoadOptions options, Display display) {
        try {
            return new LoadGenerator(options, new DisplayListener(display));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, "--jdbc-url: " + e.getMessage(), e);
        }
    }

    private LoadOptions createOptions(CommandLine commandLine) {
        LoadPlan plan = createPlan(commandLine);
        try {
            return LoadOptions.builder(jdbcUrl, user, password.resolve(), plan)
                    .tables(tables)
                    .mix(mix)
                    .seed(seed == null ? ThreadLocalRandom.current().nextLong(1L << 31) : seed)
                    .connections(connections)
                    .batchSize(batchSize)
                    .mode(mode)
                    .zipf(zipf)
                    .rollbackShare(rollbackPercent / 100)
                    .truncateEveryRows(truncateEvery)
                    .retryTimeout(retryTimeout)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
    }

    private LoadPlan createPlan(CommandLine commandLine) {
        if ((rate == null) == (burst == null)) {
            throw new ParameterException(commandLine, "Specify either --rate N or --burst ROWSxTIMES.");
        }
        if (burst != null && duration != null) {
            throw new ParameterException(commandLine, "--for requires --rate. A burst ends when its rows are written.");
        }
        if (burst == null && interval != null) {
            throw new ParameterException(commandLine, "--every requires --burst.");
        }
        try {
            return burst == null ? new SteadyRate(rate == null ? 0 : rate, duration) : burst.withInterval(interval);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("the command must be executed by CommandLine.execute");
        }
        return spec.commandLine();
    }
}
