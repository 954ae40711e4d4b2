package dev.ezcdc.infra.run;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.server.ServerProcess;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Starts the servers that do not run, and resumes those that are paused, all at the same time. */
record ParallelStart(Map<Node, ServerProcess> servers, Map<Node, Integer> ports, Consumer<String> progress) {

    /**
     * Returns when every server was started, which is before it accepts connections.
     *
     * @param onStart called before a server is started
     * @param afterPrimary called when the primary was started, while the other servers start
     * @throws StackException if a port is in use; no server is started then
     */
    void run(Runnable onStart, Node primary, Runnable afterPrimary) {
        servers.values().forEach(server -> server.requirePort(port(server.node())));
        // Kafka first: it takes longest, and the workers wait for it.
        List<CompletableFuture<Void>> starts = servers.keySet().stream()
                .sorted(Comparator.reverseOrder())
                .map(node -> CompletableFuture.runAsync(() -> {
                    start(node, onStart);
                    if (node.equals(primary)) {
                        afterPrimary.run();
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

    private void start(Node node, Runnable onStart) {
        ServerProcess server = Objects.requireNonNull(servers.get(node));
        if (server.findRunning().isEmpty()) {
            onStart.run();
            server.start(port(node));
        } else if (server.isPaused()) {
            progress.accept("resuming " + node.title());
            server.resume();
        }
    }

    private int port(Node node) {
        return Objects.requireNonNull(ports.get(node));
    }
}
