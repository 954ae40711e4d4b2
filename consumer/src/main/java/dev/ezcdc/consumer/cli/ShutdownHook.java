package dev.ezcdc.consumer.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into a wish to stop, and holds the JVM until the program has ended in its own way. A clean stop
 * then is a success: without the {@code halt} the JVM would report the signal whatever came of it.
 */
public final class ShutdownHook {

    private final Thread hook;
    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile int exitCode;

    private ShutdownHook(Runnable stop, Duration patience) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    haltWhenComplete(patience);
                },
                "consume-stop");
    }

    /**
     * Until {@link #complete} a signal calls {@code stop}, which must return at once.
     *
     * @param patience how long the program may then take to end; after that the JVM ends it
     */
    public static ShutdownHook install(Runnable stop, Duration patience) {
        ShutdownHook signals = new ShutdownHook(stop, patience);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    private void haltWhenComplete(Duration patience) {
        try {
            if (complete.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The program has ended: its last words are said. */
    public void complete(int newExitCode) {
        exitCode = newExitCode;
        complete.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It was a signal; the hook ends the JVM with the exit code.
        }
    }
}
