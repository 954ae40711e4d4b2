package dev.ezcdc.infra;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of inspecting a stack. Immutable.
 *
 * @param servers the servers that are local processes; empty for an external stack
 * @param replication null for a stack without a standby, or if the primary does not respond
 * @param connector null if the connector is not registered or Connect does not respond
 * @param slot null if the slot does not exist or PostgreSQL does not respond
 * @param otherSlots the other slots of the same PostgreSQL server, which hold WAL back, too
 * @param snapshot null if the connector takes no snapshot; while it does, changes wait for the snapshot's end
 * @param notes why a connector that works is behind, and which statements would harm it
 * @param problems the problems found, each with its remedy
 */
public record StackStatus(
        List<Server> servers,
        @Nullable ReplicationStatus replication,
        @Nullable ConnectorStatus connector,
        @Nullable SlotStatus slot,
        List<SlotStatus> otherSlots,
        @Nullable SnapshotProgress snapshot,
        List<String> notes,
        List<String> problems) {
    public StackStatus {
        servers = List.copyOf(servers);
        otherSlots = List.copyOf(otherSlots);
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    /** The state of a server's process. */
    public enum State {
        RUNNING,
        PAUSED,
        STOPPED
    }

    /**
     * One server.
     *
     * @param pid the process id, or null if the server is not running
     * @param address {@code host:port}
     * @param metricsUrl where Prometheus reads the server's metrics, or null if the server serves none
     */
    public record Server(
            Node node,
            State state,
            @Nullable Long pid,
            String address,
            Path log,
            @Nullable URI metricsUrl) {
        public StackService service() {
            return node.service();
        }
    }

    /** Returns whether changes are captured as they are made: there is no problem and no snapshot. */
    public boolean isHealthy() {
        return problems.isEmpty() && snapshot == null;
    }
}
