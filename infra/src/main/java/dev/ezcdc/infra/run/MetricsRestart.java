package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stops the servers that must start again to serve metrics, to serve them at another port, or to serve none. */
record MetricsRestart(Map<StackService, ServerProcess> servers, SlotDriftDetector driftDetector) {

    /** Stops Connect before Kafka, which it needs for a clean shutdown. */
    void stopServers() {
        for (StackService service : List.of(StackService.CONNECT, StackService.KAFKA)) {
            ServerProcess server = Objects.requireNonNull(servers.get(service));
            if (server.hasOtherMetricsPort()) {
                server.stop();
                if (service == StackService.CONNECT) {
                    driftDetector.recordPosition();
                }
            }
        }
    }
}
