package dev.ezcdc.envelope.json;

import java.lang.management.ManagementFactory;

/** Measures the heap memory that stays in use after garbage collection. */
final class HeldMemory {

    private HeldMemory() {}

    /** Returns the heap usage of the JVM in bytes: the lowest of three collections. */
    static long bytes() {
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
