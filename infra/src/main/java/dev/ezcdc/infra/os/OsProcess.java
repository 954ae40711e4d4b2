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
import java.util.Optional;

/** Looking at processes of the operating system, and signalling them. */
public final class OsProcess {
    private static final Path PROC = Path.of("/proc");

    private OsProcess() {}

    /**
     * A mark that tells a process from a later one with the same id: when it started, or empty if it is dead. A zombie
     * is dead: in containers nobody may ever reap it.
     */
    public static Optional<String> startToken(long pid) {
        if (isLinux()) {
            // Ticks since boot; an instant would move with the clock.
            return readStat(pid).filter(OsProcess::hasLiveThreads).map(stat -> readBootId() + "/" + stat.get(19));
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process ->
                        process.info().startInstant().map(Object::toString).orElse("unknown"));
    }

    public static boolean isAlive(long pid) {
        return startToken(pid).isPresent();
    }

    /** Whether it is stopped by a signal. */
    public static boolean isPaused(long pid) {
        if (isLinux()) {
            return readStat(pid).map(stat -> stat.get(0).equals("T")).orElse(false);
        }
        return run("ps", "-o", "stat=", "-p", Long.toString(pid)).strip().startsWith("T");
    }

    /** The executable's file name, or empty if it cannot be told. */
    public static String executableName(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("");
    }

    /** The ids of the processes that this one started, and of those that they did. */
    public static List<Long> descendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** @param signal such as {@code KILL} or {@code STOP}; processes that are gone are no error */
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

    /** Runs a short command and returns what it printed; {@link StackException} if it cannot be started. */
    public static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed;
        } catch (IOException e) {
            throw new StackException("cannot run " + command[0] + ": " + Exceptions.message(e), e);
        } catch (InterruptedException e) {
            throw Exceptions.forInterrupt(e);
        }
    }

    /** The fields after the name: 0 is the state, 19 the start in ticks. The name itself may hold anything. */
    private static Optional<List<String>> readStat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(Arrays.asList(
                    line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1)));
        } catch (IOException e) {
            // Gone, which is what this asks.
            return Optional.empty();
        }
    }

    private static boolean hasLiveThreads(List<String> stat) {
        // A leader is a zombie while its last threads end, and until then its ports are taken.
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
