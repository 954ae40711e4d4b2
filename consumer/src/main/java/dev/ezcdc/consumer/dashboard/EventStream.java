package dev.ezcdc.consumer.dashboard;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The event stream of one browser. At most one write is in flight; events offered during a write are skipped, and the next
 * write then includes the complete history. Confined to one thread, except that writes complete on other threads.
 */
final class EventStream {

    private final Response response;
    private final Callback completion;
    private final Runnable onClose;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch lastEventSent = new CountDownLatch(1);
    private boolean needsHistory = true;

    /**
     * @param completion completes the exchange
     * @param onClose called once, when the stream stops accepting events
     */
    EventStream(Response response, Callback completion, Runnable onClose) {
        this.response = response;
        this.completion = completion;
        this.onClose = onClose;
    }

    /** Returns whether the browser has skipped events and needs the complete history first. */
    boolean needsHistory() {
        return needsHistory;
    }

    /** Returns whether {@link #offer} would start a write now. */
    boolean isReady() {
        return !closed.get() && !writing.get();
    }

    /** Starts a write, or skips the events if the last write is still in flight. */
    void offer(byte[] events) {
        if (closed.get()) {
            return;
        }
        if (!writing.compareAndSet(false, true)) {
            needsHistory = true;
            return;
        }
        needsHistory = false;
        response.write(
                false, ByteBuffer.wrap(events), Callback.from(() -> writing.set(false), failure -> fail(failure)));
    }

    /** Closes the stream, with a last event unless a write is in flight. */
    void close(byte[] last) {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            if (writing.compareAndSet(false, true)) {
                response.write(true, ByteBuffer.wrap(last), Callback.from(completion, lastEventSent::countDown));
            } else {
                lastEventSent.countDown();
                completion.failed(new IllegalStateException("the browser did not read the last event"));
            }
        }
    }

    /** Waits until the last event of {@link #close} has been written. */
    void awaitLastEvent(long timeoutNanos) throws InterruptedException {
        if (!lastEventSent.await(timeoutNanos, TimeUnit.NANOSECONDS)) {
            completion.failed(new IllegalStateException("the browser did not read the last event"));
        }
    }

    private void fail(Throwable failure) {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            completion.failed(failure);
        }
    }
}
