package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.Collection;
import java.util.stream.Stream;

/** Stops the workers, and records where the slot of their connector is then. */
record WorkerStop(Collection<ServerProcess> servers, ConnectorLifecycle lifecycle, SlotDriftDetector driftDetector) {

    void run() {
        boolean canAnswer = Stream.of(StackService.CONNECT, StackService.KAFKA).allMatch(service -> servers(service)
                .anyMatch(server -> server.findRunning().isPresent()));
        ConnectorLifecycle registered = canAnswer ? lifecycle.withRegisteredConfig() : lifecycle;
        servers(StackService.CONNECT).forEach(ServerProcess::requestStop);
        servers(StackService.CONNECT).forEach(ServerProcess::awaitStop);
        driftDetector.recordPosition(registered.config().slotName());
    }

    private Stream<ServerProcess> servers(StackService service) {
        return servers.stream().filter(server -> server.node().service() == service);
    }
}
