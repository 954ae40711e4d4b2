package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine;

/** The command line with the default addresses, whatever stack runs on this machine, and with captured output. */
final class TestCommandLine {

    private static final Endpoints DEFAULT_ENDPOINTS = new Endpoints(
            "jdbc:postgresql://127.0.0.1:55432/cdctest",
            "cdctest",
            "cdctest",
            "127.0.0.1:29092",
            URI.create("http://127.0.0.1:8083"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Path projectRoot() {
        return Path.of(System.getProperty("ezcdc.root", ".."));
    }

    static CommandLine create() {
        return CdcCommand.commandLine(DEFAULT_ENDPOINTS, StackTopics.CUSTOMERS);
    }

    int execute(String... arguments) {
        return create().setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
