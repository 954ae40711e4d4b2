package dev.ezcdc.e2e.cli;

import dev.ezcdc.infra.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that the others are subcommands of. */
@Command(
        name = "cdc",
        mixinStandardHelpOptions = true,
        version = "ez-cdc 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Change data capture on your own machine: PostgreSQL, Debezium, Kafka and a Java consumer.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            SqlCommand.class,
            CorpusCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "  bench    Run the benchmarks and write their report.",
            "",
            "Begin with:  ./cdc demo",
            "Ends with 0 for success, 1 for a failed check, 2 for wrong usage."
        })
public final class CdcCommand {

    private CdcCommand() {}

    /** The whole command line; errors that are expected end in their message alone. */
    public static CommandLine commandLine() {
        return new CommandLine(new CdcCommand())
                .setUsageHelpAutoWidth(false)
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    if (e instanceof StackException expected) {
                        commandLine.getErr().println("cdc: " + expected.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw e;
                });
    }
}
