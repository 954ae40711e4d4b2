package dev.ezcdc.corpora;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** Unpacks servers from jars, runs their programs and deletes their files. */
final class ServerFiles {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private ServerFiles() {}

    /** Copies one resource to a file. */
    static void copyResource(String resource, Path file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ServerFiles.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Copies all files below a folder of a jar. The jar must have an entry for the folder. Files of bin and scripts become executable. */
    static void copyFolder(String folder, Path directory) throws IOException {
        URL url = Objects.requireNonNull(ServerFiles.class.getResource(folder), folder);
        JarURLConnection jar = (JarURLConnection) url.openConnection();
        String prefix = jar.getEntryName() + (jar.getEntryName().endsWith("/") ? "" : "/");
        for (JarEntry entry : Collections.list(jar.getJarFile().entries())) {
            if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
                continue;
            }
            String name = entry.getName().substring(prefix.length());
            Path file = directory.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (InputStream in = jar.getJarFile().getInputStream(entry)) {
                Files.copy(in, file);
            }
            if ((name.startsWith("bin/") || name.startsWith("scripts/"))
                    && !file.toFile().setExecutable(true)) {
                throw new IOException("could not make executable: " + file);
            }
        }
    }

    /** Runs a program to its end. */
    static void run(Path log, List<String> command) throws IOException {
        Process process = start(log, command);
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("failed: " + command + "\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + command, e);
        }
    }

    /** Starts a program whose output goes to the end of a file. */
    static Process start(Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    /** Returns the server when it accepts connections. Closes it if its process ends first or takes longer than a minute. */
    static <S extends DatabaseServer> S awaitReady(S server, Process process, Path log)
            throws IOException, InterruptedException {
        SQLException last = null;
        for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
            try (Connection ignored = server.connect()) {
                return server;
            } catch (SQLException notReady) {
                last = notReady;
                Thread.sleep(100);
            }
        }
        String output = Files.readString(log);
        server.close();
        throw new IOException("the server did not start; its output:\n" + output, last);
    }

    /** Stops a program, by force after a timeout. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
