package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's lock file, {@code postmaster.pid}. After {@code kill -9} the server refuses to start while a process
 * with the old id exists, even a zombie or an unrelated process that reuses the id. It also refuses while a child of
 * the old server is alive.
 */
final class PostmasterPid {
    private PostmasterPid() {}

    /**
     * Kills the remaining processes of a server that was killed, and deletes its lock file. Kills only processes of
     * PostgreSQL in the data directory that started after that server.
     *
     * @param server the server that was started last, if it is known
     * @throws StackException if another PostgreSQL server, or a process of one, uses the data directory
     */
    static void removeStale(Path data, Optional<PidFile> server) {
        Path lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        long pid = readOwner(lock);
        if (OsProcess.isAlive(pid) && isPostgres(pid)) {
            throw new StackException("data directory " + data + " is in use by another PostgreSQL server (process "
                    + pid + "). Stop that server first");
        }
        if (OsProcess.isLinux()) {
            List<Long> leftovers = findLeftovers(data);
            List<Long> foreign = leftovers.stream()
                    .filter(process -> server.filter(known -> OsProcess.startedAfter(process, known.startToken()))
                            .isEmpty())
                    .toList();
            if (!foreign.isEmpty()) {
                throw new StackException("data directory " + data + " is in use by PostgreSQL processes of an earlier"
                        + " server: " + foreign + ". End them first");
            }
            OsProcess.signal("KILL", leftovers);
            Poll.until(
                    () -> leftovers.stream().noneMatch(OsProcess::isAlive),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(10));
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
            // A crash of the machine left an incomplete file.
            return Long.MAX_VALUE;
        }
    }

    /** Returns the processes of PostgreSQL in {@code data}: that is their working directory. */
    private static List<Long> findLeftovers(Path data) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = data.toRealPath();
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (hasWorkingDirectory(process, real) && isPostgres(pid)) {
                    found.add(pid);
                }
            }
        } catch (IOException e) {
            throw new StackException("cannot search for remaining PostgreSQL processes: " + Exceptions.message(e), e);
        }
        return found;
    }

    private static boolean isPostgres(long pid) {
        return OsProcess.executableName(pid).startsWith("postgres");
    }

    private static boolean hasWorkingDirectory(Path process, Path directory) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (IOException e) {
            // The process belongs to another user, is a zombie, or has ended.
            return false;
        }
    }
}
