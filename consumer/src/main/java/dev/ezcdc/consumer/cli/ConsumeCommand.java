package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.format.ChangeLog;
import dev.ezcdc.consumer.format.LogFormat;
import dev.ezcdc.consumer.redact.Escapes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that prints changes, run by {@link Main} or as a subcommand of another program. */
@Command(
        name = "consume",
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Print changes as they arrive",
        description = "Print each change that Debezium writes to Kafka as one line on standard output. Messages and the"
                + " final summary go to standard error.",
        footer = {
            "",
            "Latency is the time from the commit, by the database's clock, to the line, by this machine's clock. Rows"
                    + " read by a snapshot have no latency.",
            "",
            "On Ctrl-C or SIGTERM, the current record is finished, its offset is committed, and the exit status is 0."
                    + " The next run continues there. Nothing is lost; after a crash, the last records may be printed"
                    + " again.",
            "",
            "Exit status: 0 stopped, 1 failure, 2 usage error."
        })
public final class ConsumeCommand implements Callable<Integer> {

    /** Covers the current record, the commit and leaving the group. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(20);

    @Mixin
    private final ConsumeOptions consumeOptions;

    @Option(
            names = "--format",
            order = 30,
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            defaultValue = "pretty",
            description = "pretty: aligned for reading, colored on a terminal unless NO_COLOR is set; line: name=value"
                    + " pairs, for grep; json: one object per line, with complete values. Default: ${DEFAULT-VALUE}.")
    private LogFormat format = LogFormat.PRETTY;

    @Option(
            names = "--heartbeats",
            order = 31,
            description = "Print Debezium's heartbeats, which are otherwise only counted.")
    private boolean heartbeats;

    @Option(names = "--max", order = 32, paramLabel = "N", description = "Stop after N changes. Default: no limit.")
    private long max = Long.MAX_VALUE;

    @Mixin
    private final DashboardOptions dashboardOptions = new DashboardOptions();

    @Mixin
    private final MetricsOptions metricsOptions = new MetricsOptions();

    @Mixin
    private final HelpOptions helpOptions = new HelpOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final OutputStream out;

    /** Creates the command with {@code localhost:29092} as the default brokers. */
    public ConsumeCommand() {
        this("localhost:29092");
    }

    /**
     * Creates the command.
     *
     * @param defaultBootstrapServers the brokers to use if neither options nor environment specify any
     */
    public ConsumeCommand(String defaultBootstrapServers) {
        this(defaultBootstrapServers, Map.of());
    }

    /**
     * Creates the command.
     *
     * @param defaultBootstrapServers the brokers to use if neither options nor environment specify any
     * @param defaultClientProperties client settings for those brokers, such as {@code security.protocol}
     */
    public ConsumeCommand(String defaultBootstrapServers, Map<String, String> defaultClientProperties) {
        this(
                new KafkaOptions.Defaults(defaultBootstrapServers, defaultClientProperties),
                System.getenv(),
                new FileOutputStream(FileDescriptor.out));
    }

    /**
     * Creates the command.
     *
     * @param defaultBootstrapServers the brokers to use if neither options nor environment specify any
     * @param defaultClientProperties client settings for those brokers, such as {@code security.protocol}
     * @param defaultTopics the topics to read if neither options nor environment specify any
     */
    public ConsumeCommand(
            String defaultBootstrapServers, Map<String, String> defaultClientProperties, Topics defaultTopics) {
        this(
                new KafkaOptions.Defaults(defaultBootstrapServers, defaultClientProperties, defaultTopics),
                System.getenv(),
                new FileOutputStream(FileDescriptor.out));
    }

    ConsumeCommand(KafkaOptions.Defaults defaults, Map<String, String> environment, OutputStream out) {
        this.consumeOptions = new ConsumeOptions(defaults, environment);
        this.out = out;
    }

    /** Consumes until a signal, the maximum or a failure. Returns the exit code: 0 after a stop, 1 after a failure. */
    @Override
    public Integer call() throws Exception {
        CommandLine commandLine = commandLine();
        PrintWriter err = commandLine.getErr();
        ConsumeOptions.Resolved settings = resolveOptions(commandLine);
        Secrets secrets = new Secrets(settings.clientProperties());
        CountingLog log = new CountingLog(new ChangeLog(format, out, Help.Ansi.AUTO.enabled(), heartbeats), max);
        ChangeConsumer.Builder builder = build(commandLine, () -> consumeOptions
                .builder(settings)
                .handler(log)
                .notices(notice -> report(err, secrets.hide(notice.message()))));
        List<HttpEndpointOption> endpoints =
                build(commandLine, () -> List.of(metricsOptions.register(builder), dashboardOptions.register(builder)));
        ChangeConsumer consumer = build(commandLine, builder::build);
        log.onMax(consumer::stop);
        ShutdownHook shutdownHook = ShutdownHook.install(consumer::stop, GRACE_PERIOD);
        for (String unknown : ClientSettings.findUnknown(settings.clientProperties())) {
            report(err, "unknown Kafka client setting " + Escapes.escape(unknown) + ". Check its spelling.");
        }
        int exitCode = CommandLine.ExitCode.SOFTWARE;
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            for (HttpEndpointOption endpoint : endpoints) {
                open.push(endpoint.open(consumer, text -> report(err, text)));
            }
            report(
                    err,
                    "reading " + settings.topics() + " at " + settings.bootstrapServers() + " as group "
                            + settings.groupId());
            exitCode = run(consumer, secrets, err);
            long malformed = consumer.deadLettered(DeadLetter.Cause.MALFORMED);
            report(
                    err,
                    log.counts().summary(malformed, consumer.lostRecords())
                            + (malformed > 0 ? " (stored in " + settings.deadLetters() + ")" : ""));
        } catch (BindException portInUse) {
            report(err, String.valueOf(portInUse.getMessage()));
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
            shutdownHook.complete(exitCode);
        }
        return exitCode;
    }

    private static int run(ChangeConsumer consumer, Secrets secrets, PrintWriter err) {
        try {
            consumer.run();
            return CommandLine.ExitCode.OK;
        } catch (ConsumerException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof IOException) {
                if ("Broken pipe".equals(cause.getMessage())) {
                    return CommandLine.ExitCode.OK; // the program that reads our output has stopped, such as head
                }
                report(err, "stopped: " + (cause.getClass() == IOException.class ? cause.getMessage() : cause));
            } else if (cause instanceof KafkaException || cause instanceof IllegalArgumentException) {
                String text = SecurityFailure.explain(cause).orElseGet(() -> describe(cause));
                report(err, "stopped: " + Escapes.escape(secrets.hide(text)));
            } else {
                throw failure;
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Returns the messages of a failure and its causes; Kafka's innermost cause is often the most specific. */
    private static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (text.indexOf(message) < 0) {
                text.append(text.length() == 0 ? "" : ": ").append(message);
            }
        }
        return text.toString();
    }

    private static void report(PrintWriter err, String text) {
        err.println("consume: " + text);
        err.flush();
    }

    private ConsumeOptions.Resolved resolveOptions(CommandLine commandLine) {
        if (max < 1) {
            throw new CommandLine.ParameterException(commandLine, "--max must be at least 1: " + max);
        }
        try {
            return consumeOptions.resolve();
        } catch (IllegalArgumentException | IOException invalid) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private static <T> T build(CommandLine commandLine, Supplier<T> builder) {
        try {
            return builder.get();
        } catch (IllegalArgumentException invalid) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(invalid.getMessage()), invalid);
        }
    }

    /** Accepts the formats in lower case. */
    private static final class FormatConverter implements CommandLine.ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String name) {
            return Arrays.stream(LogFormat.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException("'" + name + "' is not pretty, line or json"));
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("must be run by picocli");
        }
        return spec.commandLine();
    }
}
