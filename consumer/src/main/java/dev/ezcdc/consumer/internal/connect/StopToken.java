package dev.ezcdc.consumer.internal.connect;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** A request to stop, which also wakes a Kafka client that is waiting. Thread-safe. */
public final class StopToken {

    private final CountDownLatch requested = new CountDownLatch(1);
    private volatile @Nullable Consumer<?, ?> client;

    public void request() {
        requested.countDown();
        Consumer<?, ?> waiting = client;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is requested, at most for the timeout. Returns whether one is requested. */
    public boolean await(Duration timeout) {
        try {
            return requested.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Wakes this client when a stop is requested; null for none. */
    public void wakeOnStop(@Nullable Consumer<?, ?> newClient) {
        client = newClient;
    }
}
