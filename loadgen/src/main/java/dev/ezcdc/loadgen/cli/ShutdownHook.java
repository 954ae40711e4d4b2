package dev.ezcdc.loadgen.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * On SIGINT and SIGTERM: stops what is running and holds the JVM until the run has said its last. To be stopped so is no
 * failure: without the {@code halt} the JVM would report the signal whatever came of the run.
 */
final class ShutdownHook {

    /** Over the five seconds that open statements are given. */
    private static final long PATIENCE_SECONDS = 8;

    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode;

    ShutdownHook(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    haltWhenOver();
                },
                "loadgen-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void haltWhenOver() {
        try {
            if (complete.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
            System.err.println("The open statements did not end; the run is broken off without a summary.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended and printed what it has to say. */
    void complete(int code) {
        exitCode = code;
        complete.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It was a signal; the hook ends the JVM with the exit code.
        }
    }
}
