package dev.ezcdc.consumer.internal.connect;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** The wish to stop, from any thread; it wakes up a client that is waiting. */
public final class StopToken {

    private final CountDownLatch requested = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<?, ?> client;

    public void request() {
        requested.countDown();
        KafkaConsumer<?, ?> waiting = client;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits for a stop, but no longer than this; returns whether one is requested. */
    public boolean await(Duration longest) {
        try {
            return requested.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** The client to wake up from now on; null for none. */
    public void wakes(@Nullable KafkaConsumer<?, ?> newClient) {
        client = newClient;
    }
}
