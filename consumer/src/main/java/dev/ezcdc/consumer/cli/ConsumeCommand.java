package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ConsumerSettings;
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
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The command that logs changes: as {@link Main}'s only one, or as a subcommand of another program. */
@Command(
        name = "consume",
        mixinStandardHelpOptions = true,
        version = "ez-cdc 0.1.0",
        sortOptions = false,
        description = "Logs every change that Debezium writes to Kafka, one line each, on standard output;"
                + " everything else goes to standard error.",
        footer = {
            "",
            "Latency is the time from the commit, by the database's clock, to the line,"
                    + " by this machine's. Rows read by a snapshot have none.",
            "",
            "Stopped by Ctrl-C or SIGTERM it finishes the record in hand, commits its offsets and ends with exit code"
                    + " 0. Started again it goes on from there: nothing is lost, and after a crash the last records may"
                    + " come twice."
        })
public final class ConsumeCommand implements Callable<Integer> {

    /** For the record in hand, the commit and leaving the group. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Mixin
    private final ConsumeOptions options;

    @Option(
            names = "--format",
            order = 10,
            paramLabel = "FORMAT",
            converter = FormatName.class,
            defaultValue = "pretty",
            description = "pretty: aligned for reading, coloured on a terminal unless NO_COLOR is set; line: name=value"
                    + " pairs, for grep; json: one object per line, with whole values. Default: ${DEFAULT-VALUE}.")
    private LogFormat format = LogFormat.PRETTY;

    @Option(
            names = "--heartbeats",
            order = 11,
            description = "Log Debezium's heartbeats as well; else they are only counted.")
    private boolean heartbeats;

    @Option(names = "--max", order = 12, paramLabel = "N", description = "Stop after N changes.")
    private long max = Long.MAX_VALUE;

    @Mixin
    private final MetricsOptions measuring = new MetricsOptions();

    @Mixin
    private final DashboardOptions watching = new DashboardOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final OutputStream out;

    /** With Kafka looked for at {@code localhost:29092} unless options or environment say otherwise. */
    public ConsumeCommand() {
        this("localhost:29092");
    }

    /**
     * With another place to look for Kafka.
     *
     * @param defaultBootstrapServers where Kafka is if neither options nor environment say so
     */
    public ConsumeCommand(String defaultBootstrapServers) {
        this(defaultBootstrapServers, System.getenv(), new FileOutputStream(FileDescriptor.out));
    }

    ConsumeCommand(String defaultBootstrapServers, Map<String, String> environment, OutputStream out) {
        this.options = new ConsumeOptions(defaultBootstrapServers, environment);
        this.out = out;
    }

    /** Returns the exit code: 0 after a stop, 1 if something failed. */
    @Override
    public Integer call() throws Exception {
        CommandLine line = commandLine();
        PrintWriter err = line.getErr();
        ConsumerSettings.Builder builder = settings(line);
        List<HttpEndpointOption> served = List.of(measuring.of(builder), watching.of(builder));
        ConsumerSettings settings = build(line, builder);
        Secrets secrets = new Secrets(settings.clientProperties());
        CountingLog log = new CountingLog(new ChangeLog(format, out, Help.Ansi.AUTO.enabled(), heartbeats), max);
        ChangeConsumer consumer = new ChangeConsumer(settings, log, notice -> say(err, secrets.hide(notice)));
        log.atMax(consumer::stop);
        ShutdownHook signals = ShutdownHook.install(consumer::stop, PATIENCE);
        for (String unknown : ClientSettings.unknown(settings.clientProperties())) {
            say(err, Escapes.escape(unknown) + " is no setting of Kafka's own clients: is it mistyped?");
        }
        int exitCode = CommandLine.ExitCode.SOFTWARE;
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            for (HttpEndpointOption each : served) {
                open.push(each.open(consumer, text -> say(err, text)));
            }
            say(
                    err,
                    "reading " + settings.topics() + " at " + settings.bootstrapServers() + " as group "
                            + settings.group());
            exitCode = run(consumer, secrets, err);
            say(
                    err,
                    log.counts().summary(consumer.malformed())
                            + (consumer.malformed() > 0 ? " (kept in the " + settings.deadLetters() + ")" : ""));
        } catch (BindException taken) {
            say(err, String.valueOf(taken.getMessage()));
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private static int run(ChangeConsumer consumer, Secrets secrets, PrintWriter err) throws Exception {
        try {
            consumer.run();
            return CommandLine.ExitCode.OK;
        } catch (IOException failure) {
            if ("Broken pipe".equals(failure.getMessage())) {
                return CommandLine.ExitCode.OK; // whoever read our lines has seen enough
            }
            say(err, "stopped: " + failure);
        } catch (KafkaException | IllegalArgumentException failure) {
            say(err, "stopped: " + Escapes.escape(secrets.hide(text(failure))));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What is wrong, down to the innermost cause, where Kafka's clients tell it best. */
    private static String text(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (text.indexOf(message) < 0) {
                text.append(text.length() == 0 ? "" : ": ").append(message);
            }
        }
        return text.toString();
    }

    private static void say(PrintWriter err, String text) {
        err.println("consume: " + text);
        err.flush();
    }

    private ConsumerSettings.Builder settings(CommandLine line) {
        if (max < 1) {
            throw new CommandLine.ParameterException(line, "--max takes a number from 1 up; this is " + max);
        }
        try {
            return options.settings();
        } catch (IllegalArgumentException | IOException wrong) {
            throw new CommandLine.ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static ConsumerSettings build(CommandLine line, ConsumerSettings.Builder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Takes the names in lower case. */
    private static final class FormatName implements CommandLine.ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String name) {
            return Arrays.stream(LogFormat.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException("takes pretty, line or json; this is " + name));
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("to be run by picocli");
        }
        return spec.commandLine();
    }
}
