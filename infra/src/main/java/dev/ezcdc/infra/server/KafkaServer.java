package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.TextFiles;
import dev.ezcdc.infra.tls.TlsHome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker that is also a KRaft controller.
 *
 * @param home the stack's home directory
 * @param topology the number of brokers; more than one form a {@link BrokerQuorum}
 * @param launcher the broker's jars
 * @param overrides settings that replace the defaults below
 * @param tls the certificates and passwords; null for a broker without TLS
 */
public record KafkaServer(
        Path home,
        Node node,
        Topology topology,
        JvmLauncher launcher,
        Map<String, String> overrides,
        @Nullable TlsHome tls)
        implements Server {
    private static final int MAX_RECORD_BYTES = 100 << 20;

    /** The snapshot of the metadata log with which a cluster starts. Kafka's tool writes it since 4.4.0. */
    private static final String CHECKPOINT = "__cluster_metadata-0/00000000000000000000-0000000000.checkpoint";

    @Override
    public Launch prepare(int port) {
        int controllerPort = isCluster()
                ? quorum().controllerPort(node)
                : LoopbackPorts.findFree(1).get(0);
        String voters = isCluster() ? quorum().voters() : "1@127.0.0.1:" + controllerPort;
        Path config =
                buildProperties(port, controllerPort, voters).write(home.resolve("conf/" + node.id() + ".properties"));
        format(config);
        Path log4j = TextFiles.write(
                home.resolve("conf/" + node.id() + "-log4j2.properties"), TextFiles.readResource("log4j2.properties"));
        return launcher.prepareLaunch("kafka.Kafka", Map.of(), ServerProcess.logFile(home, node), log4j, config);
    }

    private boolean isCluster() {
        return topology.brokers() > 1;
    }

    private BrokerQuorum quorum() {
        return new BrokerQuorum(home, topology.brokers());
    }

    @Override
    public @Nullable Integer metricsPort() {
        return launcher.metricsPort();
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    private Path dataDirectory() {
        return home.resolve(node.id());
    }

    /** Returns the file whose existence shows that a node's data directory is formatted. */
    static Path metaFile(Path home, Node node) {
        return home.resolve(node.id()).resolve("meta.properties");
    }

    /** Returns the settings that do not depend on addresses and directories. The broker of compose has them, too. */
    static Map<String, String> defaults(Topology topology) {
        int inSync = topology.minInSyncReplicas();
        return new ServerProperties()
                .setAll(topology.brokers() == 1 ? Map.of() : topicDefaults(topology))
                .replicate(topology, "offsets.topic", "transaction.state.log", "share.coordinator.state.topic")
                .set("transaction.state.log.min.isr", inSync)
                .set("share.coordinator.state.topic.min.isr", inSync)
                // Fewer partitions to open at startup.
                .set("offsets.topic.num.partitions", 1)
                .set("transaction.state.log.num.partitions", 1)
                .set("share.coordinator.state.topic.num.partitions", 1)
                // A transaction waits for the markers of the one before, which take less than the default of 20 ms.
                .set("add.partitions.to.txn.retry.backoff.ms", 1)
                // The groups here have few members, so waiting for more of them only delays the start.
                .set("group.initial.rebalance.delay.ms", 0)
                .set("group.min.session.timeout.ms", 1000)
                // Rows are larger than the default of 1 MiB. The limit that matters is then the producer's.
                .set("message.max.bytes", MAX_RECORD_BYTES)
                // The default buffer (128 MiB) is half of the heap.
                .set("log.cleaner.dedupe.buffer.size", 8_388_608)
                // After kill -9 the broker can register again only when the session of its predecessor has expired.
                .set("broker.session.timeout.ms", 2000)
                .set("broker.heartbeat.interval.ms", 500)
                .toMap();
    }

    /** Returns the settings of topics whose creators leave them to the broker, as Kafka Connect does. */
    private static Map<String, String> topicDefaults(Topology topology) {
        return new ServerProperties()
                .replicate(topology, "default")
                .set("min.insync.replicas", topology.minInSyncReplicas())
                .toMap();
    }

    private ServerProperties buildProperties(int port, int controllerPort, String voters) {
        // A listener whose name is a security protocol uses that protocol.
        String listener = tls == null ? "PLAINTEXT" : "SASL_SSL";
        return new ServerProperties()
                .set("process.roles", "broker,controller")
                .set("node.id", node.number())
                .set("controller.quorum.voters", voters)
                .set("listeners", listener + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort)
                .set("advertised.listeners", listener + "://127.0.0.1:" + port)
                .set("controller.listener.names", "CONTROLLER")
                .set("inter.broker.listener.name", listener)
                // Relative to the directory of the logs, where servers run: a comma in the path would separate two.
                .set("log.dirs", "../" + dataDirectory().getFileName())
                .setAll(defaults(topology))
                .setAll(tls == null ? Map.of() : tls.kafkaSettings())
                .setAll(overrides);
    }

    /**
     * Formats the data directory, like {@code kafka-storage.sh format}. The tool's checkpoint contains only feature
     * levels, which are the same for every cluster of a Kafka version. A cached copy of it saves later home directories
     * the second that the tool takes.
     */
    private void format(Path config) {
        Path meta = metaFile(home, node);
        if (Files.exists(meta)) {
            return;
        }
        Path cached = launcher.directory().resolve("bootstrap-" + launcher.computeId() + ".checkpoint");
        Path checkpoint = dataDirectory().resolve(CHECKPOINT);
        try {
            Files.createDirectories(checkpoint.getParent());
            if (tls != null) {
                // The checkpoint contains the user's password in hashed form, so it is not shared.
                Path arguments = tls.writeScramArguments();
                formatWithTool(config, List.of("@" + arguments));
                Files.delete(arguments);
                return;
            }
            if (!Files.isReadable(cached)) {
                formatWithTool(config, List.of());
                if (Files.isWritable(launcher.directory())) {
                    Path part = launcher.directory().resolve(cached.getFileName() + "." + System.nanoTime());
                    Files.copy(checkpoint, part);
                    Files.move(part, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                return;
            }
            Files.copy(cached, checkpoint, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("cannot format " + dataDirectory() + " for Kafka: " + Exceptions.message(e), e);
        }
        TextFiles.write(
                meta,
                "version=1\nnode.id=" + node.number() + "\ncluster.id=" + clusterId() + "\ndirectory.id=" + randomUuid()
                        + "\n");
    }

    private String clusterId() {
        return isCluster() ? quorum().clusterId() : randomUuid();
    }

    private void formatWithTool(Path config, List<String> moreArguments) {
        List<String> arguments =
                new ArrayList<>(List.of("format", "--cluster-id", clusterId(), "--config", config.toString()));
        arguments.addAll(moreArguments);
        List<String> command = new ArrayList<>(launcher.toolCommand("kafka.tools.StorageTool", arguments));
        String output = OsProcess.run(ServerProcess.inWorkingDirectory(home, node, command));
        if (!Files.exists(metaFile(home, node))) {
            throw new StackException("cannot format " + dataDirectory() + " for Kafka:\n"
                    + output.lines()
                            .limit(8)
                            .map(line -> "  " + LogTail.escapeControlCharacters(line))
                            .collect(Collectors.joining("\n")));
        }
    }

    /** Returns a UUID in Kafka's form, 16 bytes in URL-safe base64. The tool would read a leading dash as an option. */
    static String randomUuid() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return text.startsWith("-") ? randomUuid() : text;
    }
}
