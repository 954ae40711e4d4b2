package dev.ezcdc.envelope.json;

import java.lang.management.ManagementFactory;

/** Measures the heap in use after garbage collection. */
final class HeldMemory {

    private HeldMemory() {}

    /** Returns the heap in use of the whole JVM, in bytes. */
    static long measureBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
