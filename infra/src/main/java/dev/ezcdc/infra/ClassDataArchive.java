package dev.ezcdc.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A JVM's class-data archive (AppCDS): the classes that a server loaded once, ready to be mapped, which takes more than a
 * second off its next start. The JVM writes it at an orderly end to a temporary file, which is moved into place only
 * then; a JVM that cannot use one starts without it.
 */
record ClassDataArchive(Path file, Path temporary) {
    /** The archive for a server with these jars in the JVM of {@code javaHome} with these options. */
    static ClassDataArchive of(Path folder, List<Path> jars, Path javaHome, List<String> options) {
        Path file = folder.resolve(id(jars, javaHome, options) + ".jsa");
        return new ClassDataArchive(file, folder.resolve(file.getFileName() + "." + System.nanoTime() + ".part"));
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Moves what a JVM wrote at its end into place, if it wrote anything. */
    static void keep(@Nullable String temporary) {
        if (temporary == null) {
            return;
        }
        Path part = Path.of(temporary);
        String name = String.valueOf(part.getFileName());
        Path file = part.resolveSibling(name.substring(0, name.indexOf(".jsa") + ".jsa".length()));
        try {
            if (Files.isRegularFile(part) && Files.size(part) > 0) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackException("cannot keep the class-data archive " + file + ": " + Waiting.reason(e), e);
        }
    }

    /** The same for the same JVM, jars and options, and different otherwise. */
    static String id(List<Path> jars, Path javaHome, List<String> options) {
        CRC32 crc = new CRC32();
        update(crc, javaHome.toString());
        try {
            Path release = javaHome.resolve("release");
            update(crc, Files.isReadable(release) ? Files.readString(release) : System.getProperty("java.vm.version"));
            for (Path jar : jars) {
                update(crc, jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
            }
        } catch (IOException e) {
            throw new StackException("cannot look at the servers' jars: " + Waiting.reason(e), e);
        }
        options.forEach(option -> update(crc, option));
        return "java-" + Long.toHexString(crc.getValue());
    }

    private static void update(CRC32 crc, String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        crc.update('\n');
    }
}
