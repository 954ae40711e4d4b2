package dev.ezcdc.consumer;

import picocli.CommandLine;

/** The consumer as a program of its own. */
public final class Main {

    private Main() {}

    /** Logs changes until it is told to stop; see {@code --help}. */
    public static void main(String[] args) {
        System.exit(commandLine(new ConsumeCommand()).execute(args));
    }

    /** Wrong usage always gets the whole usage; picocli's own handler leaves it out where it has a suggestion. */
    static CommandLine commandLine(ConsumeCommand command) {
        return new CommandLine(command).setParameterExceptionHandler((wrong, args) -> {
            CommandLine line = wrong.getCommandLine();
            line.getErr().println(wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        });
    }
}
