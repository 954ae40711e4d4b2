package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Creates and deletes directories and files, with a {@link StackException} on failure. */
public final class Directories {
    private Directories() {}

    public static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StackException("cannot create directory " + directory + ": " + Exceptions.message(e), e);
        }
    }

    /** Deletes a directory and its contents, if it exists. */
    public static void deleteRecursively(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new StackException("cannot read directory " + directory + ": " + Exceptions.message(e), e);
        }
        files.forEach(Directories::deleteFile);
    }

    /** Deletes a file or an empty directory, if it exists. */
    public static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("cannot delete " + file + ": " + Exceptions.message(e), e);
        }
    }
}
