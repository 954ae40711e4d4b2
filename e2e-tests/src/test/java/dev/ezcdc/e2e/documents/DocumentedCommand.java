package dev.ezcdc.e2e.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands that a document shows: lines that begin with {@code $} in fences marked {@code console}, each with the
 * output that follows it.
 *
 * @param docker whether the fence says that a container engine is needed
 * @param expected the output; {@code …} stands for anything
 */
record DocumentedCommand(String command, boolean needsDocker, List<String> expected) {

    static List<DocumentedCommand> readAll(Path document) {
        List<DocumentedCommand> commands = new ArrayList<>();
        boolean console = false;
        boolean docker = false;
        try {
            for (String line : Files.readAllLines(document)) {
                if (line.startsWith("```")) {
                    console = line.startsWith("```console");
                    docker = line.contains("docker");
                } else if (console && line.startsWith("$ ")) {
                    commands.add(new DocumentedCommand(line.substring(2), docker, new ArrayList<>()));
                } else if (console) {
                    commands.get(commands.size() - 1).expected().add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commands;
    }

    /** Whether an output has the expected text, in order; space counts as space, however much of it. */
    boolean matches(String output) {
        StringBuilder pattern = new StringBuilder(".*");
        for (String word : String.join(" ", expected).strip().split("…", -1)) {
            for (String part : word.strip().split("\\s+", -1)) {
                pattern.append(part.isEmpty() ? "" : Pattern.quote(part)).append("\\s*");
            }
            pattern.append(".*");
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                .matcher(output)
                .matches();
    }
}
