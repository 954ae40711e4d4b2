package dev.ezcdc.consumer.dashboard;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One browser. At most one write is on its way to it: while that lasts, what else there is for it is left out, and it gets
 * the whole history with what comes next. Used by one thread; writes end on others.
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
     * @param done completes the exchange
     * @param onEnd called once, when nothing can be written any more
     */
    EventStream(Response response, Callback done, Runnable onEnd) {
        this.response = response;
        this.completion = done;
        this.onClose = onEnd;
    }

    /** Whether it is to get the whole history before anything else. */
    boolean needsHistory() {
        return needsHistory;
    }

    /** Whether a write would begin now. */
    boolean isReady() {
        return !closed.get() && !writing.get();
    }

    /** Begins to write, unless the last write is still on its way. */
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

    /** Ends it, with a last event if there is no write on its way. */
    void close(byte[] last) {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            if (writing.compareAndSet(false, true)) {
                response.write(true, ByteBuffer.wrap(last), Callback.from(completion, lastEventSent::countDown));
            } else {
                lastEventSent.countDown();
                completion.failed(new IllegalStateException("the browser did not take what was sent"));
            }
        }
    }

    /** Waits for the last event of {@link #close}. */
    void awaitLastEvent(long nanos) throws InterruptedException {
        if (!lastEventSent.await(nanos, TimeUnit.NANOSECONDS)) {
            completion.failed(new IllegalStateException("the browser did not take what was sent"));
        }
    }

    private void fail(Throwable failure) {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            completion.failed(failure);
        }
    }
}
