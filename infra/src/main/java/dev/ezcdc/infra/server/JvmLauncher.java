package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the commands that run a server's jars in a separate JVM.
 *
 * @param directory the build output of the server: {@code jars/}, {@code class-path}, which lists them, and class-data
 *     archives
 * @param options the JVM options of the server
 * @param agent serves the server's metrics; null for none
 */
public record JvmLauncher(
        Path directory, List<String> options, @Nullable MetricsAgent agent) {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /**
     * Returns the command that starts the server. It reads the server's class-data archive, or writes one on exit if
     * none exists. A JVM with an agent can read an archive, but not write one.
     */
    Server.Launch prepareLaunch(
            String mainClass, Map<String, String> environment, Path log, Path log4jConfig, Path config) {
        List<Path> jars = readJars(directory);
        ClassDataArchive archive = ClassDataArchive.forJvm(directory, jars, JAVA_HOME, options);
        List<String> command = new ArrayList<>();
        command.add(javaExecutable());
        command.addAll(options);
        // A broken or stale archive must neither prevent a start nor fill the log.
        command.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"));
        // At a random address, the JVM would copy the whole archive, which takes memory and time.
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        // Returns the compilers' memory to the system. Not every JDK 17 has this option.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TrimNativeHeapInterval=10000"));
        boolean write = archive.file() == null && agent == null && Files.isWritable(directory);
        if (archive.file() != null) {
            command.add("-XX:SharedArchiveFile=" + archive.file());
        } else if (write) {
            command.add("-XX:ArchiveClassesAtExit=" + archive.temporary());
        }
        if (agent != null) {
            command.add(agent.prepareOption());
        }
        // Relative to the directory of the log, where servers run: log4j takes a comma for a separator.
        Path workingDirectory = Objects.requireNonNull(log.getParent());
        command.add("-Dlog4j2.configurationFile=" + workingDirectory.relativize(log4jConfig));
        command.add("-Dezcdc.log=" + log.getFileName());
        command.addAll(List.of("-cp", classPath(jars), mainClass, config.toString()));
        return new Server.Launch(command, environment, write ? archive : null);
    }

    /** Returns an id that changes when the jars or the JVM change. */
    String computeId() {
        return ClassDataArchive.computeId(readJars(directory), JAVA_HOME, List.of());
    }

    @Nullable
    Integer metricsPort() {
        return agent == null ? null : agent.port();
    }

    /** Returns the command that runs a tool from the server's jars. */
    List<String> toolCommand(String mainClass, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(javaExecutable(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath(readJars(directory)), mainClass));
        command.addAll(arguments);
        return command;
    }

    private static String javaExecutable() {
        return JAVA_HOME.resolve("bin").resolve("java").toString();
    }

    private static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the jars in the order of the build's list: an archive is valid only for the same class path. */
    static List<Path> readJars(Path directory) {
        Path list = directory.resolve("class-path");
        if (!Files.isRegularFile(list)) {
            throw missingServer(directory);
        }
        try {
            List<Path> jars = Arrays.stream(Files.readString(list).strip().split(":", -1))
                    .map(directory::resolve)
                    .toList();
            if (!jars.stream().allMatch(Files::isRegularFile)) {
                throw missingServer(directory);
            }
            return jars;
        } catch (IOException e) {
            throw new StackException("cannot read " + list + ": " + Exceptions.message(e), e);
        }
    }

    static StackException missingServer(Path directory) {
        return new StackException("the server's jars are missing from " + directory
                + ". Run `mvn -DskipTests package` in the project's directory, which copies them there");
    }
}
