package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The output of a command: its result on {@link #out()}, everything else on {@link #err()}. */
record Console(CommandLine commandLine) {

    /** @param spec null only if picocli did not run the command */
    static Console of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("command not run by picocli. Use CommandLine.execute.");
        }
        return new Console(spec.commandLine());
    }

    PrintWriter out() {
        return commandLine.getOut();
    }

    PrintWriter err() {
        return commandLine.getErr();
    }

    void progress(String line) {
        err().println("cdc: " + line);
        err().flush();
    }

    /** Prints a result on one line. */
    void json(ObjectNode object) {
        out().println(object);
        out().flush();
    }

    /** Returns the exception to throw for wrong options. */
    ParameterException usageError(String message) {
        return new ParameterException(commandLine, message);
    }
}
