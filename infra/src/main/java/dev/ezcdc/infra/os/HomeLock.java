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

/** Keeps two commands from changing one home directory at a time. The operating system lets go when the holder dies. */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    public static HomeLock acquire(Path home, Duration timeout, Consumer<String> progress) {
        Path file = home.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) != null) {
                return new HomeLock(channel);
            }
            progress.accept("another command is at work on " + home + "; waiting for it");
            if (Poll.until(() -> tryLock(channel) != null, timeout, Duration.ofMillis(25))) {
                return new HomeLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot lock " + file + ": " + Exceptions.message(e), e);
        }
        throw new StackException("another command has been at work on " + home + " for " + timeout.toSeconds()
                + " s: wait for it or end it, then try again");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held within this very JVM.
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
