package dev.ezcdc.consumer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into a wish to stop, and holds the JVM until the program has ended in its own way. A clean stop
 * then is a success: without the {@code halt} the JVM would report the signal whatever came of it.
 */
public final class StopSignals {

    private static final long PATIENCE_SECONDS = 20;

    private final Thread hook;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int exitCode;

    private StopSignals(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    haltWhenOver();
                },
                "consume-stop");
    }

    static StopSignals stopping(Runnable stop) {
        StopSignals signals = new StopSignals(stop);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    private void haltWhenOver() {
        try {
            if (over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The program has ended: its last words are said. */
    void over(int newExitCode) {
        exitCode = newExitCode;
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It was a signal; the hook ends the JVM with the exit code.
        }
    }
}
