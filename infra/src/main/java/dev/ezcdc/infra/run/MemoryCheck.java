package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.AvailableMemory;
import java.util.Map;

/** Refuses to start more servers than the memory is enough for: Linux would kill one of them later. */
record MemoryCheck(AvailableMemory available) {
    /** The memory of a server of a stack under load, in MiB: docs/explanation/scale.md. */
    private static final Map<StackService, Integer> NEEDED =
            Map.of(StackService.POSTGRES, 60, StackService.CONNECT, 420, StackService.KAFKA, 230);

    /**
     * @param running the number of servers that run already
     * @throws StackException if the servers that do not run yet need more memory than there is
     */
    void require(Topology topology, long running) {
        if (running > 0) {
            return; // at least a part of the memory is in use already
        }
        long needed = topology.nodes().stream()
                .mapToLong(node -> NEEDED.getOrDefault(node.service(), 0))
                .sum();
        available.mebibytes().ifPresent(mebibytes -> {
            if (mebibytes < needed) {
                throw new StackException("this stack needs about " + needed + " MiB of memory, and " + mebibytes
                        + " MiB are available, so Linux would kill a server. Stop other programs, or start fewer servers with"
                        + " --brokers=1 --workers=1");
            }
        });
    }
}
