package dev.ezcdc.e2e;

import dev.ezcdc.e2e.cli.CdcCommand;

/** The entry point of {@code ./cdc}. */
public final class Cdc {

    private Cdc() {}

    public static void main(String[] args) {
        System.exit(CdcCommand.commandLine().execute(args));
    }
}
