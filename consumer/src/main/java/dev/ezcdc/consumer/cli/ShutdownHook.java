package dev.ezcdc.consumer.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into a request to stop, and delays the JVM's exit until the program has stopped cleanly. The hook
 * then halts the JVM with the program's exit code, because otherwise the JVM's exit code would always report the signal.
 */
public final class ShutdownHook {

    private final Thread hook;
    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile int exitCode;

    private ShutdownHook(Runnable onSignal, Duration gracePeriod) {
        this.hook = new Thread(
                () -> {
                    onSignal.run();
                    haltWhenComplete(gracePeriod);
                },
                "shutdown-hook");
    }

    /**
     * Installs a hook that runs an action on a signal, until {@link #complete} is called.
     *
     * @param onSignal requests the stop; must return immediately
     * @param gracePeriod the time that the program then has to stop; after it, the JVM exits
     */
    public static ShutdownHook install(Runnable onSignal, Duration gracePeriod) {
        ShutdownHook shutdownHook = new ShutdownHook(onSignal, gracePeriod);
        Runtime.getRuntime().addShutdownHook(shutdownHook.hook);
        return shutdownHook;
    }

    private void haltWhenComplete(Duration gracePeriod) {
        try {
            if (complete.await(gracePeriod.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the hook; called last, because after a signal this halts the JVM with the exit code. */
    public void complete(int finalExitCode) {
        exitCode = finalExitCode;
        complete.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // A signal has arrived, and the hook halts the JVM with the exit code.
        }
    }
}
