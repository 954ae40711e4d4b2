package dev.ezcdc.cli;

import dev.ezcdc.consumer.cli.ConsumeCommand;
import dev.ezcdc.consumer.cli.DeadLettersCommand;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.cli.LoadCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that the others are subcommands of. */
@Command(
        name = "cdc",
        mixinStandardHelpOptions = true,
        version = "ez-cdc 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Change data capture on your own machine: PostgreSQL, Debezium, Kafka and a Java consumer.",
        footer = {
            "",
            "  bench          Run the decoder's benchmarks and write their report.",
            "  bench consume  Measure the consumer from a topic to a file.",
            "",
            "Begin with:  ./cdc demo",
            "Ends with 0 for success, 1 for a failed check, 2 for wrong usage."
        })
public final class CdcCommand {

    private CdcCommand() {}

    /** The whole command line; errors that are expected end in their message alone. */
    public static CommandLine commandLine() {
        Endpoints stack = new StackOptions().endpoints();
        CommandLine commandLine = new CommandLine(new CdcCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new UpCommand())
                .addSubcommand(new DownCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new SqlCommand())
                .addSubcommand(new ConsumeCommand(stack.bootstrapServers()))
                .addSubcommand(new DeadLettersCommand(stack.bootstrapServers()))
                .addSubcommand(new LoadCommand(stack.jdbcUrl()))
                .addSubcommand(new LatencyCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CorpusCommand())
                .addSubcommand(new CommandLine.HelpCommand());
        return commandLine
                .setParameterExceptionHandler(CdcCommand::wrongUsage)
                .setExecutionExceptionHandler(CdcCommand::failure);
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] args) {
        CommandLine commandLine = wrong.getCommandLine();
        commandLine.getErr().println(wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, commandLine.getErr());
        commandLine.usage(commandLine.getErr());
        return CommandLine.ExitCode.USAGE;
    }

    private static int failure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof StackException || failure instanceof LoadException) {
            commandLine.getErr().println("cdc: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
