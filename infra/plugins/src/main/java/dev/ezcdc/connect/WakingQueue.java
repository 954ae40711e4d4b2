package dev.ezcdc.connect;

import io.debezium.connector.base.DefaultQueueProvider;
import io.debezium.pipeline.DataChangeEvent;

/**
 * Debezium's queue in memory, and a wait for its next event. Debezium's own wait spins for the last millisecond of each
 * {@code poll.interval.ms}, with the lock that the reader needs to add an event. Thread-safe.
 */
final class WakingQueue extends DefaultQueueProvider<DataChangeEvent> {

    @Override
    public synchronized void enqueue(DataChangeEvent event) throws InterruptedException {
        super.enqueue(event);
        notifyAll();
    }

    @Override
    public synchronized DataChangeEvent poll() throws InterruptedException {
        return super.poll();
    }

    @Override
    public synchronized int size() {
        return super.size();
    }

    /** Waits up to this time for an event, and returns whether there is one. */
    synchronized boolean awaitEvent(long timeoutMillis) throws InterruptedException {
        if (size() == 0) {
            wait(timeoutMillis);
        }
        return size() > 0;
    }
}
