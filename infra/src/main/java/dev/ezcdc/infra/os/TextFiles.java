package dev.ezcdc.infra.os;

import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Text files, read from the jar and written to the home directory. */
public final class TextFiles {
    private TextFiles() {}

    /**
     * Reads a text file from the jar.
     *
     * @param name the path below {@code /dev/ezcdc/infra/}
     */
    public static String readResource(String name) {
        try (InputStream in = Stack.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + Exceptions.message(e), e);
        }
    }

    /** The form that Kafka's servers read; our values need no escaping but for the backslash. */
    public static String formatProperties(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }
}
