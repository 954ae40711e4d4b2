package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Stops the worker, and records where the slot of its connector is then. */
record WorkerStop(
        Map<StackService, ServerProcess> servers, ConnectorLifecycle lifecycle, SlotDriftDetector driftDetector) {

    void run() {
        boolean canAnswer = Stream.of(StackService.CONNECT, StackService.KAFKA)
                .allMatch(service -> server(service).findRunning().isPresent());
        ConnectorLifecycle registered = canAnswer ? lifecycle.withRegisteredConfig() : lifecycle;
        server(StackService.CONNECT).stop();
        driftDetector.recordPosition(registered.config().slotName());
    }

    private ServerProcess server(StackService service) {
        return Objects.requireNonNull(servers.get(service));
    }
}
