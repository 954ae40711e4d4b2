package dev.ezcdc.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number of servers of each kind.
 *
 * @param brokers Kafka nodes, each broker and KRaft controller: 1, 3 or 5, because a quorum needs a majority
 * @param workers Kafka Connect workers: 1 to 5
 * @param standby whether PostgreSQL has a standby, which can take over with the connector's slot
 */
public record Topology(int brokers, int workers, boolean standby) {
    /** One server of each kind. */
    public static final Topology SINGLE = new Topology(1, 1, false);

    private static final int MAX_REPLICAS = 3;

    /** @throws StackException if a number is out of range */
    public Topology {
        if (brokers != 1 && brokers != 3 && brokers != 5) {
            throw new StackException("--brokers must be 1, 3 or 5, because a quorum needs a majority: " + brokers);
        }
        if (workers < 1 || workers > 5) {
            throw new StackException("--workers must be from 1 to 5: " + workers);
        }
    }

    /** Returns all nodes, as a change passes through them. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(nodes(StackService.POSTGRES));
        nodes.addAll(nodes(StackService.CONNECT));
        nodes.addAll(nodes(StackService.KAFKA));
        return List.copyOf(nodes);
    }

    /** Returns the nodes of a kind. */
    public List<Node> nodes(StackService service) {
        return IntStream.rangeClosed(1, count(service))
                .mapToObj(number -> new Node(service, number))
                .toList();
    }

    private int count(StackService service) {
        return switch (service) {
            case POSTGRES -> standby ? 2 : 1;
            case CONNECT -> workers;
            case KAFKA -> brokers;
        };
    }

    /** Returns the number of brokers that keep a copy of a partition. */
    public int replicationFactor() {
        return Math.min(brokers, MAX_REPLICAS);
    }

    /** Returns the number of brokers that must have a record before it is acknowledged. */
    public int minInSyncReplicas() {
        return brokers == 1 ? 1 : 2;
    }
}
