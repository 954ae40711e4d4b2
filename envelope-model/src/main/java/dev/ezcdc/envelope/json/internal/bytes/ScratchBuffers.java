package dev.ezcdc.envelope.json.internal.bytes;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reusable buffers for assembling strings, because allocating one costs more than filling it. Keeps at most one buffer of
 * each type. Thread-safe: while a buffer is in use, other callers get a new one.
 */
public final class ScratchBuffers {

    /** Larger buffers, in bytes or chars, are not retained. */
    static final int MAX_RETAINED = 1 << 20;

    private final AtomicReference<byte @Nullable []> spareBytes = new AtomicReference<>();
    private final AtomicReference<char @Nullable []> spareChars = new AtomicReference<>();
    private final AtomicLong allocated = new AtomicLong();

    /** Returns the bytes and chars of all buffers allocated so far, for tests of the work per message. */
    long allocated() {
        return allocated.get();
    }

    /** Returns a buffer of at least {@code size} bytes with arbitrary contents. */
    byte[] acquireBytes(int size) {
        byte[] retained = spareBytes.getAndSet(null);
        if (retained != null && retained.length >= size) {
            return retained;
        }
        allocated.addAndGet(size);
        return new byte[size];
    }

    /** Makes a buffer available for reuse. The caller must not use it afterwards. */
    void release(byte[] buffer) {
        if (buffer.length <= MAX_RETAINED) {
            spareBytes.set(buffer);
        }
    }

    /** Returns a buffer of at least {@code size} chars with arbitrary contents. */
    char[] acquireChars(int size) {
        char[] retained = spareChars.getAndSet(null);
        if (retained != null && retained.length >= size) {
            return retained;
        }
        allocated.addAndGet(size);
        return new char[size];
    }

    /** Makes a buffer available for reuse. The caller must not use it afterwards. */
    void release(char[] buffer) {
        if (buffer.length <= MAX_RETAINED) {
            spareChars.set(buffer);
        }
    }
}
