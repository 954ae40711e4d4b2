package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One server as a process of the operating system that outlives this JVM, found again by its pid file. Not safe for
 * several threads: {@link EmbeddedStack} holds the home's lock around what changes something.
 */
public final class ServerProcess {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);
    private static final long MAX_LOG_BYTES = 16 << 20;

    // A process group of its own, so that Ctrl-C at the terminal does not reach it; deaf to a terminal that closes.
    private static final String DETACH =
            "trap '' HUP; set -m; log=$1; shift; cd \"${log%/*}\" || exit 1; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!";

    private final Server server;
    private final Path home;
    private final Path pidFile;
    private final Path log;
    private final Consumer<String> progress;

    public ServerProcess(Server server, Path home, Consumer<String> progress) {
        this.server = server;
        this.home = home;
        this.pidFile = pidFile(home, server.service());
        this.log = home.resolve("logs").resolve(server.service().id() + ".log");
        this.progress = progress;
    }

    public static Path pidFile(Path home, StackService component) {
        return home.resolve("run").resolve(component.id() + ".pid");
    }

    public StackService service() {
        return server.service();
    }

    public Path log() {
        return log;
    }

    /** The running process, or empty. */
    public Optional<PidFile> findRunning() {
        return PidFile.read(pidFile).filter(PidFile::isAlive);
    }

    public boolean isPaused() {
        return findRunning().map(process -> OsProcess.isPaused(process.pid())).orElse(false);
    }

    /** Starts it unless it runs; does not wait until it answers. */
    public void start(int port) {
        if (findRunning().isPresent()) {
            return;
        }
        requirePort(port);
        Server.Launch launch = server.prepare(port);
        progress.accept("starting " + service().title() + " on port " + port);
        rotateLog();
        List<String> command = new ArrayList<>(List.of("bash", "-c", DETACH, "bash", log.toString()));
        command.addAll(launch.command());
        String printed = OsProcess.run(command.toArray(String[]::new)).strip();
        long pid;
        try {
            pid = Long.parseLong(printed);
        } catch (NumberFormatException e) {
            throw new StackException("cannot start " + service().title() + ": " + printed, e);
        }
        ClassDataArchive archive = launch.archive();
        String archiveFile = archive == null ? null : archive.temporary().toString();
        PidFile process = new PidFile(pid, OsProcess.startToken(pid).orElse("dead"), port, archiveFile);
        process.write(pidFile);
    }

    /** @throws StackException with the end of its log if it has died */
    public void requireAlive() {
        if (findRunning().isEmpty()) {
            throw new StackException(service().title() + " is not running; the end of its log (" + log + "):\n"
                    + LogTail.read(log) + "\n" + suggestRemedy());
        }
    }

    public void awaitListening(int port, Duration timeout) {
        boolean answered = Poll.until(
                () -> {
                    requireAlive();
                    return server.answers(port);
                },
                timeout,
                POLL_INTERVAL);
        if (!answered) {
            throw new StackException(service().title() + " did not answer on port " + port + " within "
                    + timeout.toSeconds() + " s; the end of its log (" + log + "):\n" + LogTail.read(log));
        }
    }

    public void kill() {
        findRunning().ifPresent(process -> {
            List<Long> children = OsProcess.descendants(process.pid());
            OsProcess.signal("KILL", List.of(process.pid()));
            OsProcess.signal("KILL", children);
            awaitEnd(process, server.stopTimeout());
        });
    }

    public void pause() {
        // The parent first: it would notice a child that stopped, and could start another.
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

    /** Asks it to stop; {@link #awaitStop} waits for that. */
    public void requestStop() {
        findRunning().ifPresent(process -> {
            progress.accept("stopping " + service().title());
            resume();
            OsProcess.signal(server.stopSignal(), List.of(process.pid()));
        });
    }

    /** Waits for the end that was asked for, and forces it when that takes too long. */
    public void awaitStop() {
        findRunning().ifPresent(process -> {
            // The first orderly end writes an archive, which takes its time on a busy machine.
            Duration timeout = server.stopTimeout().multipliedBy(process.archive() == null ? 1 : 3);
            if (awaitEnd(process, timeout)) {
                process.archivePath().ifPresent(ClassDataArchive::publish);
            } else {
                progress.accept(service().title() + " did not stop within " + timeout.toSeconds() + " s: killing it");
                kill();
            }
        });
        PidFile.read(pidFile).filter(process -> !process.isAlive()).ifPresent(process -> {
            // What a JVM that was killed left of an archive is not one.
            process.archivePath().ifPresent(Directories::deleteFile);
            Directories.deleteFile(pidFile);
        });
    }

    private static boolean awaitEnd(PidFile process, Duration timeout) {
        return Poll.until(() -> !process.isAlive(), timeout, POLL_INTERVAL);
    }

    /** @throws StackException if it runs on another port, or does not run and the port is taken */
    public void requirePort(int port) {
        String option = "--" + service().id() + "-port";
        findRunning().filter(process -> process.port() != port).ifPresent(process -> {
            throw new StackException(service().title() + " runs already, on port " + process.port() + " and not on "
                    + port + ": stop it first (`./cdc down`), or give " + option + " " + process.port());
        });
        if (findRunning().isEmpty() && !Poll.until(() -> LoopbackPorts.isFree(port), portReleaseTimeout(port), POLL_INTERVAL)) {
            throw new StackException("port " + port + ", wanted for "
                    + service().title() + ", is taken"
                    + LoopbackPorts.findOwner(port).map(owner -> " by " + owner).orElse("") + ": end that, or choose another port"
                    + " with " + option);
        }
    }

    /** A port that nobody holds any more is about to be free: its process has just ended. */
    private static Duration portReleaseTimeout(int port) {
        return LoopbackPorts.isFree(port) || LoopbackPorts.findOwner(port).isPresent() ? Duration.ZERO : Duration.ofSeconds(1);
    }

    private String suggestRemedy() {
        String tail = LogTail.read(log).toLowerCase(Locale.ROOT);
        if (tail.contains("no space left")) {
            return "The disk is full: make room, then start again.";
        }
        if (tail.contains("permission denied")) {
            return "Files under " + home + " belong to another user: run as that one, or start fresh.";
        }
        return "Start it again; a fresh home directory helps if its data is broken.";
    }

    private void rotateLog() {
        try {
            if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(log, "", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StackException("cannot write " + log + ": " + Exceptions.message(e), e);
        }
    }
}
