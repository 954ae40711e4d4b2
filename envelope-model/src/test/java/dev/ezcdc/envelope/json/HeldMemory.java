package dev.ezcdc.envelope.json;

import java.lang.management.ManagementFactory;

/** What is left of the heap's contents after a collection. */
final class HeldMemory {

    private HeldMemory() {}

    /** In bytes, of the whole JVM. */
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
