package dev.ezcdc.envelope.json.internal.bytes;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Room to put a text together in, kept from one text to the next: to make it anew costs more than to fill it. Thread-safe:
 * who comes while it is taken gets room of its own. Bounded.
 */
public final class ScratchBuffers {

    /** Of bytes, and of chars. */
    static final int MAX_RETAINED = 1 << 20;

    private final AtomicReference<byte @Nullable []> spareBytes = new AtomicReference<>();
    private final AtomicReference<char @Nullable []> spareChars = new AtomicReference<>();

    /** Room for so many bytes, with anything in it. */
    byte[] acquireBytes(int size) {
        byte[] kept = spareBytes.getAndSet(null);
        return kept != null && kept.length >= size ? kept : new byte[size];
    }

    /** The room is not used any more. */
    void release(byte[] room) {
        if (room.length <= MAX_RETAINED) {
            spareBytes.set(room);
        }
    }

    /** Room for so many chars, with anything in it. */
    char[] acquireChars(int size) {
        char[] kept = spareChars.getAndSet(null);
        return kept != null && kept.length >= size ? kept : new char[size];
    }

    /** The room is not used any more. */
    void release(char[] room) {
        if (room.length <= MAX_RETAINED) {
            spareChars.set(room);
        }
    }
}
