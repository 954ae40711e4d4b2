package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a home directory, so that only one command changes it at a time. The operating system releases the lock
 * when its process dies.
 */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until the lock is free and takes it.
     *
     * @param progress receives a line if the lock is not free immediately
     * @throws StackException after {@code timeout}
     */
    public static HomeLock acquire(Path home, Duration timeout, Consumer<String> progress) {
        Path file = home.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) != null) {
                return new HomeLock(channel);
            }
            progress.accept("waiting for another command that is using " + home);
            if (Poll.until(() -> tryLock(channel) != null, timeout, Duration.ofMillis(25))) {
                return new HomeLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot lock " + file + ": " + Exceptions.message(e), e);
        }
        throw new StackException(
                "home directory " + home + " is locked: another command has been using it for at least "
                        + timeout.toSeconds() + " s. Wait for that command or stop it, then retry");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This JVM holds the lock.
            return null;
        } catch (IOException e) {
            throw new StackException("cannot lock the home directory: " + Exceptions.message(e), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot unlock the home directory: " + Exceptions.message(e), e);
        }
    }
}
