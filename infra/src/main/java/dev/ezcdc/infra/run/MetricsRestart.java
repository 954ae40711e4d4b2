package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.Collection;
import java.util.stream.Stream;

/** Stops the servers that must start again to serve metrics, to serve them at another port, or to serve none. */
record MetricsRestart(Collection<ServerProcess> servers, WorkerStop workerStop) {

    /** Stops Connect before Kafka, which it needs for a clean shutdown. */
    void stopServers() {
        if (restarted(StackService.CONNECT).findAny().isPresent()) {
            workerStop.run();
        }
        restarted(StackService.KAFKA).forEach(ServerProcess::stop);
    }

    private Stream<ServerProcess> restarted(StackService service) {
        return servers.stream().filter(server -> server.node().service() == service && server.hasOtherMetricsPort());
    }
}
