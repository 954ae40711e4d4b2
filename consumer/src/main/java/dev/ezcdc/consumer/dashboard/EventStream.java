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
    private final Callback done;
    private final Runnable onEnd;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CountDownLatch said = new CountDownLatch(1);
    private boolean missed = true;

    /**
     * @param done completes the exchange
     * @param onEnd called once, when nothing can be written any more
     */
    EventStream(Response response, Callback done, Runnable onEnd) {
        this.response = response;
        this.done = done;
        this.onEnd = onEnd;
    }

    /** Whether it is to get the whole history before anything else. */
    boolean missed() {
        return missed;
    }

    /** Whether a write would begin now. */
    boolean ready() {
        return !ended.get() && !writing.get();
    }

    /** Begins to write, unless the last write is still on its way. */
    void offer(byte[] events) {
        if (ended.get()) {
            return;
        }
        if (!writing.compareAndSet(false, true)) {
            missed = true;
            return;
        }
        missed = false;
        response.write(
                false, ByteBuffer.wrap(events), Callback.from(() -> writing.set(false), failure -> end(failure)));
    }

    /** Ends it, with a last event if there is no write on its way. */
    void close(byte[] last) {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
            if (writing.compareAndSet(false, true)) {
                response.write(true, ByteBuffer.wrap(last), Callback.from(done, said::countDown));
            } else {
                said.countDown();
                done.failed(new IllegalStateException("the browser did not take what was sent"));
            }
        }
    }

    /** Waits for the last event of {@link #close}. */
    void awaitEnd(long nanos) throws InterruptedException {
        if (!said.await(nanos, TimeUnit.NANOSECONDS)) {
            done.failed(new IllegalStateException("the browser did not take what was sent"));
        }
    }

    private void end(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
            done.failed(failure);
        }
    }
}
