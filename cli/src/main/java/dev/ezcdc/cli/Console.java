package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: its result on {@code out}, everything else on {@code err}. */
record Console(PrintWriter out, PrintWriter err) {

    static Console of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("to be called by picocli's CommandLine.execute");
        }
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** A line about what is being done. */
    void progress(String line) {
        err.println("cdc: " + line);
        err.flush();
    }

    /** The result, alone on a line of standard output. */
    void json(ObjectNode object) {
        out.println(object);
        out.flush();
    }
}
