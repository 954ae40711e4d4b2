package dev.ezcdc.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A finished command: its exit code and both outputs. Commands run as separate processes, as in a shell. */
public record Cli(int exitCode, String out, String err) {

    private static final long TIMEOUT_SECONDS = 180;

    /** The commands for which the launcher {@code cdc} chooses a quick start of the JVM. */
    private static final Set<String> SHORT_COMMANDS =
            Set.of("up", "down", "status", "failover", "connectors", "grant", "certificates", "sql");

    /** Returns the command line that {@code ./cdc ARGUMENTS} runs after building. */
    public static List<String> cdc(String... arguments) {
        Path target = TestStacks.projectRoot().resolve("cli/target");
        boolean isShort = arguments.length > 0 && SHORT_COMMANDS.contains(arguments[0]);
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (isShort ? 1 : 4),
                "-Dezcdc.root=" + TestStacks.projectRoot(),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "dev.ezcdc.cli.Cdc"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the options that choose free ports for the servers. */
    public static List<String> freePorts() {
        return List.of("--postgres-port", "0", "--kafka-port", "0", "--connect-port", "0");
    }

    /** Returns the ids of the processes, except this one, that have a directory in their command line. */
    public static List<Long> processesOf(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Stream::of)
                        .anyMatch(argument -> argument.contains(home.toString())))
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .toList();
    }

    /** Returns the command line that runs a module's jar. */
    public static List<String> jar(String module, String... arguments) {
        Path jar = TestStacks.projectRoot().resolve(module + "/target/" + module + ".jar");
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public static Cli run(List<String> command) {
        return run(command, Path.of("").toAbsolutePath(), Map.of());
    }

    public static Cli run(List<String> command, Path directory, Map<String, String> environment) {
        return start(command, directory, environment).awaitExit();
    }

    /** Starts a command without waiting for its end. */
    public static RunningCommand start(List<String> command, Path directory, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("cli", ".out");
            Path err = Files.createTempFile("cli", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new RunningCommand(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A started command. Closing it kills a process that still runs. */
    public record RunningCommand(Process process, Path outFile, Path errFile) implements AutoCloseable {

        public String out() {
            return read(outFile);
        }

        public String err() {
            return read(errFile);
        }

        /** Waits for the end of the process and deletes its output files. */
        public Cli awaitExit() {
            try {
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: "
                            + process.info().commandLine() + "\n" + err());
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            Cli result = new Cli(process.exitValue(), out(), err());
            deleteOutput();
            return result;
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                process.destroyForcibly();
            }
            deleteOutput();
        }

        private void deleteOutput() {
            try {
                Files.deleteIfExists(outFile);
                Files.deleteIfExists(errFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
