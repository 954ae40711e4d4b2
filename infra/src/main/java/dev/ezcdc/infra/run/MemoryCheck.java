package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.AvailableMemory;
import java.util.Map;

/** Refuses to start more servers than the memory is enough for: Linux would kill one of them later. */
record MemoryCheck(AvailableMemory available) {
    /** MiB of each server. The seven of a cluster had 1,081 MiB in all when idle; the rest is for a load. */
    private static final Map<StackService, Integer> NEEDED =
            Map.of(StackService.POSTGRES, 60, StackService.CONNECT, 420, StackService.KAFKA, 230);

    /**
     * @param running the number of servers that run already
     * @throws StackException if the servers that do not run yet need more memory than there is
     */
    void require(Topology topology, long running) {
        if (topology.equals(Topology.SINGLE) || running > 0) {
            return; // few servers start anywhere; those that run use a part of the memory already
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
