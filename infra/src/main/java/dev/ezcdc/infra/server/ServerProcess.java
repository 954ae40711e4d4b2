package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's process, which outlives this JVM and is found again through its PID file. Not thread-safe: callers hold
 * the home directory's lock while they change anything.
 */
public final class ServerProcess {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    /**
     * The wait for a port in use. It can be free in a moment: its process is just ending, or a process that is just
     * starting still holds a copy of the socket with which this JVM tested the port.
     */
    private static final Duration PORT_TIMEOUT = Duration.ofSeconds(1);

    // In a separate process group, so Ctrl-C in the terminal does not reach the server. SIGHUP is ignored, so the
    // server survives the end of the terminal.
    private static final String DETACH =
            "trap '' HUP; set -m; log=$1; shift; cd \"${log%/*}\" || exit 1; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!";

    private final Server server;
    private final Path home;
    private final Path pidFile;
    private final Path output;
    private final Consumer<String> progress;

    public ServerProcess(Server server, Path home, Consumer<String> progress) {
        this.server = server;
        this.home = home;
        this.pidFile = pidFile(home, server.node());
        this.output = outputFile(home, server.node());
        this.progress = progress;
    }

    public static Path pidFile(Path home, Node node) {
        return home.resolve("run").resolve(node.id() + ".pid");
    }

    static Path logFile(Path home, Node node) {
        return home.resolve("logs").resolve(node.id() + ".log");
    }

    /** Returns the file of what a server prints before it opens its log, or outside it. */
    static Path outputFile(Path home, Node node) {
        return home.resolve("logs").resolve(node.id() + ".out");
    }

    /** Returns the command to run in the directory in which the server runs, that of its log. */
    static String[] inWorkingDirectory(Path home, Node node, List<String> command) {
        List<String> changed = new ArrayList<>(List.of("bash", "-c", "cd \"$1\" && shift && exec \"$@\"", "bash"));
        changed.add(String.valueOf(logFile(home, node).getParent()));
        changed.addAll(command);
        return changed.toArray(String[]::new);
    }

    public Node node() {
        return server.node();
    }

    /** Returns the file to which the server writes its log now. */
    public Path log() {
        return server.log();
    }

    /** Returns the server's process if it is alive. */
    public Optional<PidFile> findRunning() {
        return PidFile.read(pidFile).filter(PidFile::isAlive);
    }

    public boolean isPaused() {
        return findRunning().map(process -> OsProcess.isPaused(process.pid())).orElse(false);
    }

    /** Returns whether the server runs, but does not serve its metrics as it would if it were started now. */
    public boolean hasOtherMetricsPort() {
        return findRunning()
                .filter(process -> !Objects.equals(process.metricsPort(), server.metricsPort()))
                .isPresent();
    }

    /** Starts the server unless it is running. Does not wait until it accepts connections. */
    public void start(int port) {
        if (findRunning().isPresent()) {
            return;
        }
        requirePort(port);
        Server.Launch launch = server.prepare(port);
        progress.accept("starting " + node().title() + " on port " + port);
        truncateOutput();
        List<String> command = new ArrayList<>(List.of("bash", "-c", DETACH, "bash", output.toString()));
        command.addAll(launch.command());
        String output = OsProcess.run(launch.environment(), command).strip();
        long pid;
        try {
            pid = Long.parseLong(output);
        } catch (NumberFormatException e) {
            throw new StackException("cannot start " + node().title() + ": " + output, e);
        }
        ClassDataArchive archive = launch.archive();
        String archiveFile = archive == null ? null : archive.temporary().toString();
        PidFile process =
                new PidFile(pid, OsProcess.startToken(pid).orElse("dead"), port, archiveFile, server.metricsPort());
        process.write(pidFile);
    }

    /** @throws StackException with the last lines of the log if the server is not running */
    public void requireAlive() {
        if (findRunning().isEmpty()) {
            throw new StackException(node().title() + " is not running. The last lines of its log (" + log() + "):\n"
                    + readTail() + "\n" + suggestRemedy());
        }
    }

    public void awaitListening(int port, Duration timeout) {
        boolean listening = Poll.until(
                () -> {
                    requireAlive();
                    return LoopbackPorts.isListening(port);
                },
                timeout,
                POLL_INTERVAL);
        if (!listening) {
            throw new StackException(node().title() + " did not accept connections on port " + port + " within "
                    + timeout.toSeconds() + " s. The last lines of its log (" + log() + "):\n" + readTail());
        }
    }

    public void kill() {
        findRunning().ifPresent(process -> {
            List<Long> children = OsProcess.descendants(process.pid());
            OsProcess.signal("KILL", List.of(process.pid()));
            OsProcess.signal("KILL", children);
            awaitEnd(process, STOP_TIMEOUT);
        });
    }

    public void pause() {
        // The parent first, because it could replace a child that is stopped.
        findRunning().ifPresent(process -> {
            OsProcess.signal("STOP", List.of(process.pid()));
            OsProcess.signal("STOP", OsProcess.descendants(process.pid()));
        });
    }

    public void resume() {
        findRunning().ifPresent(process -> {
            OsProcess.signal("CONT", OsProcess.descendants(process.pid()));
            OsProcess.signal("CONT", List.of(process.pid()));
        });
    }

    /** Shuts the server down cleanly, or kills it if that takes too long. */
    public void stop() {
        requestStop();
        awaitStop();
    }

    /** Requests a clean shutdown and returns immediately; resumes a paused server first. */
    public void requestStop() {
        findRunning().ifPresent(process -> {
            progress.accept("stopping " + node().title());
            resume();
            OsProcess.signal(server.stopSignal(), List.of(process.pid()));
        });
    }

    /** Waits for the requested shutdown, and kills the server if it takes too long. */
    public void awaitStop() {
        findRunning().ifPresent(process -> {
            // The first clean exit writes a class-data archive, which is slow on a busy machine.
            Duration timeout = STOP_TIMEOUT.multipliedBy(process.archive() == null ? 1 : 3);
            if (awaitEnd(process, timeout)) {
                process.archivePath().ifPresent(ClassDataArchive::publish);
            } else {
                progress.accept(node().title() + " did not stop within " + timeout.toSeconds() + " s: killing it");
                kill();
            }
        });
        PidFile.read(pidFile).filter(process -> !process.isAlive()).ifPresent(process -> {
            // A killed JVM leaves an incomplete archive.
            process.archivePath().ifPresent(Directories::deleteFile);
            Directories.deleteFile(pidFile);
        });
    }

    private static boolean awaitEnd(PidFile process, Duration timeout) {
        return Poll.until(() -> !process.isAlive(), timeout, POLL_INTERVAL);
    }

    /** @throws StackException if the server runs on another port, or does not run and the port is in use */
    public void requirePort(int port) {
        String option = "--" + node().service().id() + "-port";
        findRunning().filter(process -> process.port() != port).ifPresent(process -> {
            throw new StackException(node().title() + " is already running on port " + process.port() + ", not on "
                    + port + ". Stop it first (`./cdc down`), or use " + option + " " + process.port());
        });
        if (findRunning().isEmpty() && !Poll.until(() -> LoopbackPorts.isFree(port), PORT_TIMEOUT, POLL_INTERVAL)) {
            throw new StackException("port " + port + " for " + node().title() + " is in use"
                    + LoopbackPorts.findOwner(port).map(owner -> " by " + owner).orElse("")
                    + ". Stop that process, or choose another port with " + option);
        }
        Integer metricsPort = server.metricsPort();
        if (metricsPort != null
                && findRunning().isEmpty()
                && !Poll.until(() -> LoopbackPorts.isFree(metricsPort), PORT_TIMEOUT, POLL_INTERVAL)) {
            throw new StackException("port " + metricsPort + " for the metrics of " + node().title() + " is in use"
                    + LoopbackPorts.findOwner(metricsPort)
                            .map(owner -> " by " + owner)
                            .orElse("")
                    + ". Stop that process, or choose other ports with --metrics=PORT");
        }
    }

    private String suggestRemedy() {
        String tail = readTail().toLowerCase(Locale.ROOT);
        if (tail.contains("no space left")) {
            return "The disk is full. Free some space, then start the server again.";
        }
        if (tail.contains("permission denied")) {
            return "Files in " + home
                    + " belong to another user. Run as that user, or start with a new home directory.";
        }
        return "Start it again. If its data is corrupt, start with a new home directory.";
    }

    /** Returns the last lines of the log, and of the output before the server could write a log. */
    private String readTail() {
        return Stream.of(log(), output)
                .distinct()
                .filter(Files::exists)
                .map(LogTail::read)
                .filter(lines -> !lines.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private void truncateOutput() {
        try {
            Files.writeString(output, "");
        } catch (IOException e) {
            throw new StackException("cannot write " + output + ": " + Exceptions.message(e), e);
        }
    }
}
