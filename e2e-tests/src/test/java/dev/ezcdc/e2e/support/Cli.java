package dev.ezcdc.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands as a person's shell would: processes of their own, with their exit code and both outputs. */
public record Cli(int exitCode, String out, String err) {

    private static final long TIMEOUT_SECONDS = 180;

    /** What {@code ./cdc ARGUMENTS} runs once everything is built. */
    public static List<String> cdc(String... arguments) {
        Path target = TestStacks.projectRoot().resolve("cli/target");
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Dezcdc.root=" + TestStacks.projectRoot(),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "dev.ezcdc.cli.Cdc"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** {@code java -jar} of a module's runnable jar. */
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

    /** A command that goes on running. */
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

    public record RunningCommand(Process process, Path outFile, Path errFile) {

        public String out() {
            return read(outFile);
        }

        public String err() {
            return read(errFile);
        }

        /** Waits for its end. */
        public Cli awaitExit() {
            try {
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("did not end: " + process.info().commandLine() + "\n" + err());
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new Cli(process.exitValue(), out(), err());
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
