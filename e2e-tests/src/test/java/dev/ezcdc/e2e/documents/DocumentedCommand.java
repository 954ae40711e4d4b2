package dev.ezcdc.e2e.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command in a document: a line that starts with {@code $} in a fence marked {@code console}.
 *
 * @param needsDocker whether the fence is marked {@code docker}
 * @param expected the lines that follow it; {@code …} matches any text
 */
record DocumentedCommand(String command, boolean needsDocker, List<String> expected) {

    /** Returns the commands of a document in their order. */
    static List<DocumentedCommand> readAll(Path document) {
        List<DocumentedCommand> commands = new ArrayList<>();
        boolean isConsole = false;
        boolean needsDocker = false;
        try {
            for (String line : Files.readAllLines(document)) {
                if (line.startsWith("```")) {
                    isConsole = line.startsWith("```console");
                    needsDocker = line.contains("docker");
                } else if (isConsole && line.startsWith("$ ")) {
                    commands.add(new DocumentedCommand(line.substring(2), needsDocker, new ArrayList<>()));
                } else if (isConsole) {
                    commands.get(commands.size() - 1).expected().add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commands;
    }

    /** Returns whether an output contains the expected text in order. Any whitespace matches any other. */
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
