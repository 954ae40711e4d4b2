package dev.ezcdc.infra;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stack was found; looking changes nothing.
 *
 * @param servers those that are processes of this machine; none of an external stack
 * @param connector null when there is none, or Connect does not answer
 * @param slot null when there is none, or PostgreSQL does not answer
 * @param problems what is wrong, each with its remedy; empty when changes stream
 */
public record StackStatus(
        List<Server> servers,
        @Nullable ConnectorStatus connector,
        @Nullable SlotStatus slot,
        List<String> problems) {
    public StackStatus {
        servers = List.copyOf(servers);
        problems = List.copyOf(problems);
    }

    /** What a server's process is doing. */
    public enum State {
        RUNNING,
        PAUSED,
        STOPPED
    }

    /**
     * One server.
     *
     * @param pid null when it does not run
     * @param address {@code host:port}
     */
    public record Server(
            StackService service, State state, @Nullable Long pid, String address, Path log) {}

    /** Whether nothing is wrong: a change made now will be seen. */
    public boolean isHealthy() {
        return problems.isEmpty();
    }
}
