package dev.ezcdc.infra.os;

import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Reads text files from the jar and writes them to disk. */
public final class TextFiles {
    private TextFiles() {}

    /**
     * Reads a text file from the jar.
     *
     * @param name the path relative to {@code /dev/ezcdc/infra/}
     */
    public static String readResource(String name) {
        try (InputStream in = Stack.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, and creates its parent directories. */
    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + Exceptions.message(e), e);
        }
    }

    /** Replaces a file by one that only its owner can read, and creates its parent directories. */
    public static Path writePrivate(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            // A file that exists would keep its permissions.
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + Exceptions.message(e), e);
        }
    }
}
