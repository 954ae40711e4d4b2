package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.os.PortOwner;
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
    private static final Duration POLL = Duration.ofMillis(15);
    private static final long LOG_LIMIT = 16 << 20;

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
        this.pidFile = pidFile(home, server.component());
        this.log = home.resolve("logs").resolve(server.component().id() + ".log");
        this.progress = progress;
    }

    public static Path pidFile(Path home, StackService component) {
        return home.resolve("run").resolve(component.id() + ".pid");
    }

    public StackService component() {
        return server.component();
    }

    public Path log() {
        return log;
    }

    /** The running process, or empty. */
    public Optional<PidFile> running() {
        return PidFile.read(pidFile).filter(PidFile::alive);
    }

    public boolean paused() {
        return running().map(process -> OsProcess.isPaused(process.pid())).orElse(false);
    }

    /** Starts it unless it runs; does not wait until it answers. */
    public void start(int port) {
        if (running().isPresent()) {
            return;
        }
        requirePort(port);
        Server.Launch launch = server.prepare(port);
        progress.accept("starting " + component().title() + " on port " + port);
        rotateLog();
        List<String> command = new ArrayList<>(List.of("bash", "-c", DETACH, "bash", log.toString()));
        command.addAll(launch.command());
        String printed = OsProcess.run(command.toArray(String[]::new)).strip();
        long pid;
        try {
            pid = Long.parseLong(printed);
        } catch (NumberFormatException e) {
            throw new StackException("cannot start " + component().title() + ": " + printed, e);
        }
        ClassDataArchive archive = launch.archive();
        String archiveFile = archive == null ? null : archive.temporary().toString();
        PidFile process = new PidFile(pid, OsProcess.startMark(pid).orElse("dead"), port, archiveFile);
        process.write(pidFile);
    }

    /** @throws StackException with the end of its log if it has died */
    public void requireAlive() {
        if (running().isEmpty()) {
            throw new StackException(component().title() + " is not running; the end of its log (" + log + "):\n"
                    + LogTail.of(log) + "\n" + hint());
        }
    }

    public void awaitAnswer(int port, Duration timeout) {
        boolean answered = Poll.until(
                () -> {
                    requireAlive();
                    return server.answers(port);
                },
                timeout,
                POLL);
        if (!answered) {
            throw new StackException(component().title() + " did not answer on port " + port + " within "
                    + timeout.toSeconds() + " s; the end of its log (" + log + "):\n" + LogTail.of(log));
        }
    }

    public void kill() {
        running().ifPresent(process -> {
            List<Long> children = OsProcess.descendants(process.pid());
            OsProcess.signal("KILL", List.of(process.pid()));
            OsProcess.signal("KILL", children);
            awaitEnd(process, server.stopTimeout());
        });
    }

    public void pause() {
        // The parent first: it would notice a child that stopped, and could start another.
        running().ifPresent(process -> {
            OsProcess.signal("STOP", List.of(process.pid()));
            OsProcess.signal("STOP", OsProcess.descendants(process.pid()));
        });
    }

    public void resume() {
        running().ifPresent(process -> {
            OsProcess.signal("CONT", OsProcess.descendants(process.pid()));
            OsProcess.signal("CONT", List.of(process.pid()));
        });
    }

    /** Asks it to stop; {@link #finishStop} waits for that. */
    public void beginStop() {
        running().ifPresent(process -> {
            progress.accept("stopping " + component().title());
            resume();
            OsProcess.signal(server.stopSignal(), List.of(process.pid()));
        });
    }

    /** Waits for the end that was asked for, and forces it when that takes too long. */
    public void finishStop() {
        running().ifPresent(process -> {
            // The first orderly end writes an archive, which takes its time on a busy machine.
            Duration timeout = server.stopTimeout().multipliedBy(process.archive() == null ? 1 : 3);
            if (awaitEnd(process, timeout)) {
                process.archiveFile().ifPresent(ClassDataArchive::keep);
            } else {
                progress.accept(component().title() + " did not stop within " + timeout.toSeconds() + " s: killing it");
                kill();
            }
        });
        PidFile.read(pidFile).filter(process -> !process.alive()).ifPresent(process -> {
            // What a JVM that was killed left of an archive is not one.
            process.archiveFile().ifPresent(Directories::deleteFile);
            Directories.deleteFile(pidFile);
        });
    }

    private static boolean awaitEnd(PidFile process, Duration timeout) {
        return Poll.until(() -> !process.alive(), timeout, POLL);
    }

    /** @throws StackException if it runs on another port, or does not run and the port is taken */
    public void requirePort(int port) {
        String option = "--" + component().id() + "-port";
        running().filter(process -> process.port() != port).ifPresent(process -> {
            throw new StackException(component().title() + " runs already, on port " + process.port() + " and not on "
                    + port + ": stop it first (`./cdc down`), or give " + option + " " + process.port());
        });
        if (running().isEmpty() && !Poll.until(() -> PortOwner.isFree(port), portWait(port), POLL)) {
            throw new StackException("port " + port + ", wanted for "
                    + component().title() + ", is taken"
                    + PortOwner.of(port).map(owner -> " by " + owner).orElse("") + ": end that, or choose another port"
                    + " with " + option);
        }
    }

    /** A port that nobody holds any more is about to be free: its process has just ended. */
    private static Duration portWait(int port) {
        return PortOwner.isFree(port) || PortOwner.of(port).isPresent() ? Duration.ZERO : Duration.ofSeconds(1);
    }

    private String hint() {
        String tail = LogTail.of(log).toLowerCase(Locale.ROOT);
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
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(log, "", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StackException("cannot write " + log + ": " + Poll.reason(e), e);
        }
    }
}
