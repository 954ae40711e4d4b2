package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.Map;
import java.util.Objects;

/** Stops the servers that must start again to serve metrics, to serve them at another port, or to serve none. */
record MetricsRestart(Map<StackService, ServerProcess> servers, WorkerStop workerStop) {

    /** Stops Connect before Kafka, which it needs for a clean shutdown. */
    void stopServers() {
        if (server(StackService.CONNECT).hasOtherMetricsPort()) {
            workerStop.run();
        }
        if (server(StackService.KAFKA).hasOtherMetricsPort()) {
            server(StackService.KAFKA).stop();
        }
    }

    private ServerProcess server(StackService service) {
        return Objects.requireNonNull(servers.get(service));
    }
}
