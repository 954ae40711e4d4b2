package dev.ezcdc.consumer.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** The entry point of the runnable jar. */
public final class Main {

    private static final String PROGRAM = "java -jar consumer.jar";
    private static final String DEFAULT_BOOTSTRAP_SERVERS = "localhost:29092";

    private Main() {}

    /**
     * Runs the command {@code dead-letters} if it is the first argument, and otherwise {@code consume}, which needs no name.
     */
    public static void main(String[] args) {
        CommandLine command;
        String[] options = args;
        if (args.length > 0 && args[0].equals("dead-letters")) {
            command = commandLine(PROGRAM + " dead-letters", new DeadLettersCommand(DEFAULT_BOOTSTRAP_SERVERS));
            options = Arrays.copyOfRange(args, 1, args.length);
        } else {
            command = commandLine(PROGRAM, new ConsumeCommand(DEFAULT_BOOTSTRAP_SERVERS));
        }
        System.exit(command.execute(options));
    }

    static CommandLine commandLine(String name, Object command) {
        return new CommandLine(command).setCommandName(name).setParameterExceptionHandler(Main::reportUsageError);
    }

    private static int reportUsageError(CommandLine.ParameterException error, String[] args) {
        CommandLine commandLine = error.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
