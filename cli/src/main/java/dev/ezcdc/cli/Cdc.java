package dev.ezcdc.cli;

/** The entry point of {@code ./cdc}. */
public final class Cdc {

    private Cdc() {}

    public static void main(String[] args) {
        System.exit(CdcCommand.commandLine().execute(args));
    }
}
