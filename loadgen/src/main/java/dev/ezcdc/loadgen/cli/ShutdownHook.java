package dev.ezcdc.loadgen.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the program cleanly on SIGINT and SIGTERM, and exits with its exit code. Without {@code halt}, the JVM would exit
 * with the code of the signal even after a clean stop.
 */
final class ShutdownHook {

    private final Thread hook;
    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile int exitCode;

    private ShutdownHook(Runnable onSignal, Duration gracePeriod) {
        this.hook = new Thread(
                () -> {
                    onSignal.run();
                    awaitCompletion(gracePeriod);
                },
                "loadgen-stop");
    }

    /**
     * Installs a hook that calls {@code onSignal} on a signal, until {@link #complete} is called.
     *
     * @param onSignal stops the program; must return immediately
     * @param gracePeriod how long the program can take to end before the JVM exits
     */
    static ShutdownHook install(Runnable onSignal, Duration gracePeriod) {
        ShutdownHook shutdown = new ShutdownHook(onSignal, gracePeriod);
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    private void awaitCompletion(Duration gracePeriod) {
        try {
            if (complete.await(gracePeriod.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
            System.err.println("Statements in flight did not finish within " + gracePeriod.toSeconds()
                    + " s. Exiting without a summary.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reports that the program has ended and printed all its output. */
    void complete(int newExitCode) {
        exitCode = newExitCode;
        complete.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // A signal was received. The hook ends the JVM with the exit code.
        }
    }
}
