package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The form of a command's result: text or JSON. */
final class OutputOptions {

    @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Prints a result in the requested form; the other form is not computed. */
    void print(Console console, Supplier<ObjectNode> object, Consumer<PrintWriter> text) {
        if (json) {
            console.json(object.get());
        } else {
            text.accept(console.out());
            console.out().flush();
        }
    }
}
