package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts the servers that do not run, and resumes those that are paused, all at the same time. */
record ParallelStart(
        Map<StackService, ServerProcess> servers, Map<StackService, Integer> ports, Consumer<String> progress) {

    /**
     * Returns when every server was started, which is before it accepts connections.
     *
     * @param onStart called before a server is started
     * @param afterPostgres called when PostgreSQL was started, while the other servers start
     * @throws StackException if a port is in use; no server is started then
     */
    void run(Runnable onStart, Runnable afterPostgres) {
        servers.values().forEach(server -> server.requirePort(port(server.service())));
        List<CompletableFuture<Void>> starts = Stream.of(
                        StackService.KAFKA, StackService.CONNECT, StackService.POSTGRES)
                .map(service -> CompletableFuture.runAsync(() -> {
                    start(service, onStart);
                    if (service == StackService.POSTGRES) {
                        afterPostgres.run();
                    }
                }))
                .toList();
        try {
            // Wait for all, even after one has failed, so that every server that was started can be stopped.
            CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException cause ? cause : e;
        }
    }

    private void start(StackService service, Runnable onStart) {
        ServerProcess server = Objects.requireNonNull(servers.get(service));
        if (server.findRunning().isEmpty()) {
            onStart.run();
            server.start(port(service));
        } else if (server.isPaused()) {
            progress.accept("resuming " + service.title());
            server.resume();
        }
    }

    private int port(StackService service) {
        return Objects.requireNonNull(ports.get(service));
    }
}
