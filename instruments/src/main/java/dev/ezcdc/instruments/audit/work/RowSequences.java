package dev.ezcdc.instruments.audit.work;

import java.util.concurrent.atomic.AtomicLong;

/** Generates unique row keys and versions. Thread-safe. */
public final class RowSequences {

    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong versions = new AtomicLong();

    long nextId() {
        return ids.incrementAndGet();
    }

    long nextVersion() {
        return versions.incrementAndGet();
    }
}
