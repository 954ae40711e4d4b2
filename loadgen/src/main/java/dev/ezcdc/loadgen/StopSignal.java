package dev.ezcdc.loadgen;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On SIGINT and SIGTERM: stops what is running and holds the JVM until it has closed this, so that it can say its last. */
final class StopSignal implements AutoCloseable {

    /** Over the five seconds that open statements are given. */
    private static final long PATIENCE_SECONDS = 8;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    StopSignal(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    awaitClosed();
                },
                "loadgen-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitClosed() {
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The open statements did not end; the run is broken off without a summary.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The JVM ends already, most likely because of the signal: there is no hook left to take away.
        }
    }
}
