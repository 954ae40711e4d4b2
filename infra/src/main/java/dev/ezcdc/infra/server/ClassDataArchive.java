package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A JVM's class-data archive (AppCDS): the classes that a server loaded, in a form that can be memory-mapped. It makes
 * the next start more than a second faster. The JVM writes it on a clean exit to a temporary file, which is then moved
 * into place. The archive's size is part of its name, because the JVM crashes on a truncated file. A checksum of the
 * content would read all of it into memory at each start.
 *
 * @param file the archive, or null if none exists
 * @param temporary the file to which a JVM writes a new archive
 */
record ClassDataArchive(@Nullable Path file, Path temporary) {
    private static final String SUFFIX = ".jsa";
    private static final String TEMPORARY_SUFFIX = ".part";

    /** Finds the archive for these jars in the JVM of {@code javaHome} with these options. */
    static ClassDataArchive forJvm(Path directory, List<Path> jars, Path javaHome, List<String> options) {
        String id = computeId(jars, javaHome, options);
        Path temporary = directory.resolve(id + "." + System.nanoTime() + TEMPORARY_SUFFIX);
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.filter(candidate -> isComplete(candidate, id))
                    .findFirst()
                    .orElse(null);
            return new ClassDataArchive(file, temporary);
        } catch (IOException e) {
            throw new StackException("cannot read " + directory + ": " + Exceptions.message(e), e);
        }
    }

    /** Moves the archive that a JVM wrote on its exit into place; does nothing if it is missing or empty. */
    static void publish(Path temporary) {
        String name = String.valueOf(temporary.getFileName());
        try {
            if (Files.isRegularFile(temporary) && Files.size(temporary) > 0) {
                String id = name.substring(0, name.indexOf('.'));
                Path file = temporary.resolveSibling(id + "-" + Files.size(temporary) + SUFFIX);
                try (FileChannel content = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    content.force(true); // the name must not survive a power failure that the content does not
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackException("cannot rename class-data archive " + temporary + ": " + Exceptions.message(e), e);
        }
    }

    private static boolean isComplete(Path file, String id) {
        try {
            return String.valueOf(file.getFileName()).equals(id + "-" + Files.size(file) + SUFFIX);
        } catch (IOException e) {
            // Another command has just moved or deleted the file.
            return false;
        }
    }

    /** Returns an id of the combination of JVM, jars and options. */
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
            throw new StackException("cannot read the server's jars: " + Exceptions.message(e), e);
        }
        options.forEach(option -> update(crc, option));
        return "java-" + Long.toHexString(crc.getValue());
    }

    private static void update(CRC32 crc, String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        crc.update('\n');
    }
}
