package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The id of a Kafka cluster, and the ports of its controllers. A file of the stack's home keeps both, because a node that
 * starts again must find the others. Thread-safe.
 *
 * @param home the stack's home directory
 * @param brokers the number of nodes; a single one chooses its id and port itself
 */
public record BrokerQuorum(Path home, int brokers) {
    private static final String CLUSTER_ID = "cluster.id";
    private static final String CONTROLLER_PORT = "controller.port.";

    /** @throws StackException if the home has a cluster of another size, whose metadata cannot be moved to this one */
    public void requireSize() {
        int controllers = (int) read().stringPropertyNames().stream()
                .filter(key -> key.startsWith(CONTROLLER_PORT))
                .count();
        boolean hasData = Files.exists(KafkaServer.metaFile(home, Node.first(StackService.KAFKA)));
        int size = controllers > 0 ? controllers : hasData ? 1 : brokers;
        if (size != brokers) {
            throw new StackException("the Kafka cluster in " + home + " has " + size + (size == 1 ? " node" : " nodes")
                    + ", and its number of nodes cannot change. Run with --brokers=" + size
                    + ", with another --home, or with --fresh, which deletes its data");
        }
    }

    /**
     * Chooses id and ports the first time, and other ports if one is in use. Call it before the nodes are prepared, while
     * none of them runs.
     */
    public void prepare() {
        Properties stored = read();
        if (stored.isEmpty() || !ports(stored).stream().allMatch(LoopbackPorts::isFree)) {
            String id = stored.getProperty(CLUSTER_ID, KafkaServer.randomUuid());
            List<Integer> free = LoopbackPorts.findFree(brokers);
            TextFiles.write(
                    file(),
                    CLUSTER_ID + "=" + id + "\n"
                            + IntStream.range(0, brokers)
                                    .mapToObj(i -> CONTROLLER_PORT + (i + 1) + "=" + free.get(i) + "\n")
                                    .collect(Collectors.joining()));
        }
    }

    String clusterId() {
        return read().getProperty(CLUSTER_ID);
    }

    int controllerPort(Node node) {
        return ports(read()).get(node.number() - 1);
    }

    /** Returns the setting {@code controller.quorum.voters}. */
    String voters() {
        List<Integer> ports = ports(read());
        return IntStream.range(0, brokers)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(i))
                .collect(Collectors.joining(","));
    }

    private List<Integer> ports(Properties stored) {
        return IntStream.rangeClosed(1, brokers)
                .mapToObj(number -> Integer.valueOf(stored.getProperty(CONTROLLER_PORT + number)))
                .toList();
    }

    private Properties read() {
        Properties stored = new Properties();
        if (Files.exists(file())) {
            try (var in = Files.newBufferedReader(file())) {
                stored.load(in);
            } catch (IOException e) {
                throw new StackException("cannot read " + file() + ": " + Exceptions.message(e), e);
            }
        }
        return stored;
    }

    private Path file() {
        return home.resolve("conf/kafka-quorum.properties");
    }
}
