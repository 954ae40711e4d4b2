package dev.ezcdc.loadgen;

import picocli.CommandLine;

/** The load generator as a program of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LoadCommand()).setCommandName("loadgen").setUsageHelpWidth(80);
    }
}
