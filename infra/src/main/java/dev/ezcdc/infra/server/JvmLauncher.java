package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A server in a JVM of its own, from jars that the build laid out.
 *
 * @param folder where the build put it: {@code jars/} inside it, {@code class-path} to list them, and room for archives
 * @param options the JVM's options
 */
public record JvmLauncher(Path folder, List<String> options) {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** What starts {@code mainClass}, with its class-data archive if there is one, else writing it. */
    Server.Launch prepareLaunch(String mainClass, List<String> systemProperties, List<String> arguments) {
        List<Path> jars = readJars();
        ClassDataArchive archive = ClassDataArchive.forJvm(folder, jars, JAVA_HOME, options);
        List<String> command = new ArrayList<>();
        command.add(javaExecutable());
        command.addAll(options);
        // A broken or stale archive must never prevent a start, nor fill the log.
        command.addAll(List.of("-Xshare:auto", "-XX:+VerifySharedSpaces", "-Xlog:disable", "-Xlog:all=error:stderr"));
        boolean write = archive.file() == null && Files.isWritable(folder);
        if (archive.file() != null) {
            command.add("-XX:SharedArchiveFile=" + archive.file());
        } else if (write) {
            command.add("-XX:ArchiveClassesAtExit=" + archive.temporary());
        }
        command.addAll(systemProperties);
        command.addAll(List.of("-cp", classPath(jars), mainClass));
        command.addAll(arguments);
        return new Server.Launch(command, write ? archive : null);
    }

    /** Changes when the jars or the JVM do. */
    String computeId() {
        return ClassDataArchive.computeId(readJars(), JAVA_HOME, List.of());
    }

    /** The command that runs a tool of the same jars. */
    List<String> toolCommand(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(javaExecutable(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath(readJars()), mainClass));
        command.addAll(arguments);
        return command;
    }

    private static String javaExecutable() {
        return JAVA_HOME.resolve("bin").resolve("java").toString();
    }

    private static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
    }

    /** As the build listed them; the order is part of it, since an archive is good for one class path only. */
    private List<Path> readJars() {
        Path list = folder.resolve("class-path");
        if (!Files.isRegularFile(list)) {
            throw missingServer(folder);
        }
        try {
            List<Path> jars = Arrays.stream(Files.readString(list).strip().split(":", -1))
                    .map(folder::resolve)
                    .toList();
            if (!jars.stream().allMatch(Files::isRegularFile)) {
                throw missingServer(folder);
            }
            return jars;
        } catch (IOException e) {
            throw new StackException("cannot read " + list + ": " + Exceptions.message(e), e);
        }
    }

    static StackException missingServer(Path folder) {
        return new StackException(
                "no server in " + folder
                        + ": the build lays the servers out there; run `mvn -DskipTests package` in the project's folder first");
    }
}
