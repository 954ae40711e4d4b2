package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of files, made and deleted. */
public final class Directories {
    private Directories() {}

    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackException("cannot make the folder " + folder + ": " + Exceptions.message(e), e);
        }
    }

    /** With all that is in it; one that is not there is no error. */
    public static void deleteRecursively(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new StackException("cannot read " + folder + ": " + Exceptions.message(e), e);
        }
        files.forEach(Directories::deleteFile);
    }

    public static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("cannot delete " + file + ": " + Exceptions.message(e), e);
        }
    }
}
