package dev.ezcdc.consumer.cli;

import java.util.Arrays;
import picocli.CommandLine;

/** The consumer as a program of its own. */
public final class Main {

    private Main() {}

    /** Logs changes until it is told to stop, or with {@code dead-letters} first does that; see {@code --help}. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("dead-letters")) {
            Object letters = new DeadLettersCommand("localhost:29092");
            System.exit(commandLine(letters).execute(Arrays.copyOfRange(args, 1, args.length)));
        }
        System.exit(commandLine(new ConsumeCommand()).execute(args));
    }

    /** Wrong usage always gets the whole usage; picocli's own handler leaves it out where it has a suggestion. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command).setParameterExceptionHandler((wrong, args) -> {
            CommandLine line = wrong.getCommandLine();
            line.getErr().println(wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        });
    }
}
