package dev.ezcdc.cli;

import dev.ezcdc.CdcException;
import dev.ezcdc.cli.tls.CertificatesCommand;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.cli.ConsumeCommand;
import dev.ezcdc.consumer.cli.DeadLettersCommand;
import dev.ezcdc.consumer.cli.Version;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.cli.LoadCommand;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The root command. The script {@code cdc} prints its own copy of the list of commands, so that help needs no build; a
 * test compares the two.
 */
@Command(
        name = "./cdc",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Change data capture with PostgreSQL, Debezium and Kafka on your machine.",
        footer = {"", "Run './cdc COMMAND --help' for details.", CdcCommand.EXIT_STATUS})
public final class CdcCommand {

    static final String EXIT_STATUS = "Exit status: 0 success, 1 check failed, 2 usage error.";

    private CdcCommand() {}

    /** Returns the command line with all subcommands. Expected errors are reported by their message alone. */
    public static CommandLine commandLine() {
        StackOptions stack = new StackOptions();
        return commandLine(stack.endpoints(), new StackTopics(stack.home()).read());
    }

    /** Returns the command line of a stack whose addresses and topics are the defaults of several options. */
    static CommandLine commandLine(Endpoints stack, Topics topics) {
        CommandLine commandLine = new CommandLine(new CdcCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new UpCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new CommandLine(new ConnectorsCommand()).addSubcommand(new ResnapshotCommand()))
                .addSubcommand(new FailoverCommand())
                .addSubcommand(new ExporterCommand())
                .addSubcommand(new GrantCommand())
                .addSubcommand(new CertificatesCommand())
                .addSubcommand(new SqlCommand())
                .addSubcommand(new DownCommand())
                .addSubcommand(withHeader(
                        "Write realistic rows", new LoadCommand(stack.jdbcUrl(), stack.user(), stack.password())))
                .addSubcommand(withHeader(
                        "Print changes as they arrive",
                        new ConsumeCommand(
                                stack.bootstrapServers(), stack.security().kafkaClient(), topics)))
                .addSubcommand(withHeader(
                        "List or replay failed records",
                        new DeadLettersCommand(
                                stack.bootstrapServers(), stack.security().kafkaClient())))
                .addSubcommand(new LatencyCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CorpusCommand())
                .addSubcommand(hidden(new CommandLine.HelpCommand()));
        completeHelp(commandLine, new Version());
        return commandLine
                .setParameterExceptionHandler(CdcCommand::reportUsageError)
                .setExecutionExceptionHandler(CdcCommand::reportFailure);
    }

    /** Gives a library's command the text that the list of commands shows. */
    private static CommandLine withHeader(String header, Object command) {
        CommandLine commandLine = new CommandLine(command);
        commandLine.getCommandSpec().usageMessage().header(header);
        return commandLine;
    }

    private static CommandLine hidden(Object command) {
        CommandLine commandLine = new CommandLine(command);
        commandLine.getCommandSpec().usageMessage().hidden(true);
        return commandLine;
    }

    private static void completeHelp(CommandLine commandLine, Version version) {
        commandLine.getCommandSpec().versionProvider(version);
        UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
        if (Stream.of(usage.footer()).noneMatch(line -> line.startsWith("Exit status"))) {
            usage.footer(Stream.concat(Stream.of(usage.footer()), Stream.of("", EXIT_STATUS))
                    .toArray(String[]::new));
        }
        commandLine.getSubcommands().values().forEach(subcommand -> completeHelp(subcommand, version));
    }

    private static int reportUsageError(CommandLine.ParameterException error, String[] arguments) {
        CommandLine commandLine = error.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int reportFailure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        String message = messageOf(
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure);
        if (message == null) {
            throw failure;
        }
        commandLine.getErr().println("cdc: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Returns the message of an error that a user can correct, or null for a defect, whose stack trace is needed. */
    private static @Nullable String messageOf(Throwable failure) {
        if (failure instanceof StackException || failure instanceof LoadException || failure instanceof CdcException) {
            return failure.getMessage();
        }
        if (failure instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file. Choose another directory.";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof FileSystemException file) {
            return "cannot use " + file.getFile() + ": " + file.getReason();
        }
        return null;
    }
}
