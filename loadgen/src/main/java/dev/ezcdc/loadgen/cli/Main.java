package dev.ezcdc.loadgen.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the runnable jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(createCommandLine().execute(args));
    }

    static CommandLine createCommandLine() {
        return new CommandLine(new LoadCommand())
                .setCommandName("java -jar loadgen.jar")
                .setParameterExceptionHandler((e, args) -> reportUsageError(e));
    }

    /** Prints the error and a suggestion instead of the complete usage, which would push the error off the screen. */
    private static int reportUsageError(ParameterException e) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }
}
