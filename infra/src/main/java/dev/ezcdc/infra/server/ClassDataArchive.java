package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A JVM's class-data archive (AppCDS): the classes that a server loaded once, ready to be mapped, which takes more than a
 * second off its next start. The JVM writes it at an orderly end to a temporary file, which is moved into place only
 * then. Its size is part of its name: a JVM checks the content of one, and crashes on one that was cut short.
 *
 * @param file the archive, or null when there is none yet
 * @param temporary where to write one
 */
record ClassDataArchive(@Nullable Path file, Path temporary) {
    private static final String SUFFIX = ".jsa";
    private static final String TEMPORARY_SUFFIX = ".part";

    /** The archive for a server with these jars in the JVM of {@code javaHome} with these options. */
    static ClassDataArchive forJvm(Path folder, List<Path> jars, Path javaHome, List<String> options) {
        String id = computeId(jars, javaHome, options);
        Path temporary = folder.resolve(id + "." + System.nanoTime() + TEMPORARY_SUFFIX);
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(candidate -> isComplete(candidate, id))
                    .findFirst()
                    .orElse(null);
            return new ClassDataArchive(file, temporary);
        } catch (IOException e) {
            throw new StackException("cannot read " + folder + ": " + Exceptions.message(e), e);
        }
    }

    /** Moves what a JVM wrote at its orderly end into place, if it wrote anything. */
    static void publish(Path temporary) {
        String name = String.valueOf(temporary.getFileName());
        try {
            if (Files.isRegularFile(temporary) && Files.size(temporary) > 0) {
                String id = name.substring(0, name.indexOf('.'));
                Path file = temporary.resolveSibling(id + "-" + Files.size(temporary) + SUFFIX);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackException("cannot keep the class-data archive " + temporary + ": " + Exceptions.message(e), e);
        }
    }

    private static boolean isComplete(Path file, String id) {
        try {
            return String.valueOf(file.getFileName()).equals(id + "-" + Files.size(file) + SUFFIX);
        } catch (IOException e) {
            // Just moved or deleted by another command.
            return false;
        }
    }

    /** The same for the same JVM, jars and options, and different otherwise. */
    static String computeId(List<Path> jars, Path javaHome, List<String> options) {
        CRC32 crc = new CRC32();
        update(crc, javaHome.toString());
        try {
            Path release = javaHome.resolve("release");
            update(crc, Files.isReadable(release) ? Files.readString(release) : System.getProperty("java.vm.version"));
            for (Path jar : jars) {
                update(crc, jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
            }
        } catch (IOException e) {
            throw new StackException("cannot look at the servers' jars: " + Exceptions.message(e), e);
        }
        options.forEach(option -> update(crc, option));
        return "java-" + Long.toHexString(crc.getValue());
    }

    private static void update(CRC32 crc, String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        crc.update('\n');
    }
}
