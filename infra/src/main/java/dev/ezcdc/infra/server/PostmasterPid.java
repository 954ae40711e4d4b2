package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's own lock, {@code postmaster.pid}. After a kill -9 the server refuses to start while a process with the old
 * id is there, be it a zombie or something else that got the id; and while a child of the old server still lives.
 */
final class PostmasterPid {
    private PostmasterPid() {}

    /** Call when the server is known not to run: ends what is left of the old one and removes a lock without owner. */
    static void removeStale(Path data) {
        Path lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        long pid = readOwner(lock);
        if (OsProcess.isAlive(pid) && OsProcess.executableName(pid).startsWith("postgres")) {
            throw new StackException("another PostgreSQL (process " + pid + ") runs on " + data
                    + " and was not started from here: stop it first");
        }
        if (OsProcess.isLinux()) {
            List<Long> left = findLeftovers(data);
            OsProcess.signal("KILL", left);
            Poll.until(() -> left.stream().noneMatch(OsProcess::isAlive), Duration.ofSeconds(5), Duration.ofMillis(10));
        }
        Directories.deleteFile(lock);
    }

    private static long readOwner(Path lock) {
        try {
            return Long.parseLong(
                    Files.readString(lock).lines().findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new StackException("cannot read " + lock + ": " + Exceptions.message(e), e);
        } catch (NumberFormatException e) {
            // Half-written when the power went.
            return Long.MAX_VALUE;
        }
    }

    /** Every process of PostgreSQL works in its data folder. */
    private static List<Long> findLeftovers(Path data) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = data.toRealPath();
            for (Path process : processes) {
                if (hasWorkingDirectory(process, real)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new StackException("cannot look for what is left of PostgreSQL: " + Exceptions.message(e), e);
        }
        return found;
    }

    private static boolean hasWorkingDirectory(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException e) {
            // Another user's, a zombie, or just gone.
            return false;
        }
    }
}
