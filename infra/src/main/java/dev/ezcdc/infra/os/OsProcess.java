package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inspects and signals processes of the operating system. */
public final class OsProcess {
    private static final Path PROC = Path.of("/proc");

    private OsProcess() {}

    /**
     * Returns the start time of a live process as a token. It distinguishes the process from a later one with the same
     * id. Empty if the process is dead; a zombie counts as dead, because in a container it may never be reaped.
     */
    public static Optional<String> startToken(long pid) {
        if (isLinux()) {
            // In ticks since boot: a wall-clock time would change when the clock is set.
            return readStat(pid).filter(OsProcess::hasLiveThreads).map(stat -> readBootId() + "/" + stat.get(19));
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process ->
                        process.info().startInstant().map(Object::toString).orElse("unknown"));
    }

    /** Returns whether a live process started after the one with a {@link #startToken}, since the same boot of Linux. */
    public static boolean startedAfter(long pid, String startToken) {
        int ticks = startToken.lastIndexOf('/') + 1;
        return startToken(pid)
                .filter(token -> ticks > 0 && token.startsWith(startToken.substring(0, ticks)))
                .filter(token -> Long.parseLong(token.substring(ticks)) >= Long.parseLong(startToken.substring(ticks)))
                .isPresent();
    }

    public static boolean isAlive(long pid) {
        return startToken(pid).isPresent();
    }

    /** Returns whether a signal has stopped the process. */
    public static boolean isPaused(long pid) {
        if (isLinux()) {
            return readStat(pid).map(stat -> stat.get(0).equals("T")).orElse(false);
        }
        return run("ps", "-o", "stat=", "-p", Long.toString(pid)).strip().startsWith("T");
    }

    /** Returns the executable's file name, or an empty string if it is unknown. */
    public static String executableName(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("");
    }

    /** Returns the ids of the direct and indirect child processes. */
    public static List<Long> descendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
    }

    /**
     * Sends a signal to each process that still exists.
     *
     * @param signal the name, such as {@code KILL} or {@code STOP}
     */
    public static void signal(String signal, List<Long> pids) {
        if (!pids.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("bash", "-c", "kill -s \"$@\" 2>/dev/null; true", "bash"));
            command.add(signal);
            pids.forEach(pid -> command.add(Long.toString(pid)));
            run(command.toArray(String[]::new));
        }
    }

    public static boolean isLinux() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /**
     * Runs a command to its end and returns its output, standard error included. Ignores the exit status.
     *
     * @throws StackException if the command cannot be started
     */
    public static String run(String... command) {
        return run(Map.of(), List.of(command));
    }

    /** Runs a command as {@link #run(String...)} does, with variables added to its environment. */
    public static String run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new StackException("cannot run " + command.get(0) + ": " + Exceptions.message(e), e);
        } catch (InterruptedException e) {
            throw Exceptions.forInterrupt(e);
        }
    }

    /**
     * Returns the fields after the name: 0 is the state, 17 the thread count, 19 the start time in ticks. The name is
     * skipped because it can contain any character.
     */
    private static Optional<List<String>> readStat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(Arrays.asList(
                    line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1)));
        } catch (IOException e) {
            // The process is gone.
            return Optional.empty();
        }
    }

    private static boolean hasLiveThreads(List<String> stat) {
        // The process is a zombie while its last threads exit, and until then its ports stay in use.
        boolean ended = stat.get(0).equals("Z") || stat.get(0).equals("X");
        return !ended || Integer.parseInt(stat.get(17)) > 1;
    }

    private static String readBootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
