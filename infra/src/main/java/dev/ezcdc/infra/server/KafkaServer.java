package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One Kafka broker that is its own KRaft controller.
 *
 * @param home the stack's home directory
 * @param java the broker's jars
 * @param overrides settings that win over ours
 */
public record KafkaServer(Path home, JvmLauncher launcher, Map<String, String> overrides) implements Server {
    @Override
    public StackService service() {
        return StackService.KAFKA;
    }

    @Override
    public Launch prepare(int port) {
        Path config = writeConfig(port, LoopbackPorts.findFree(1).get(0));
        format(config);
        Path log4j =
                TextFiles.write(home.resolve("conf/kafka-log4j2.properties"), TextFiles.readResource("log4j2.properties"));
        return launcher.prepareLaunch("kafka.Kafka", List.of("-Dlog4j2.configurationFile=" + log4j), List.of(config.toString()));
    }

    @Override
    public boolean answers(int port) {
        return LoopbackPorts.isListening(port);
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(20);
    }

    private Path dataDirectory() {
        return home.resolve("kafka");
    }

    private Path writeConfig(int port, int controllerPort) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        config.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("log.dirs", dataDirectory().toString());
        // One node: one replica of everything, and few partitions to open at a start.
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            config.put(topic + ".replication.factor", "1");
            config.put(topic + ".num.partitions", "1");
        }
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // Nobody else is coming: a group need not wait for more members.
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.min.session.timeout.ms", "1000");
        // The cleaner's own default is half of the heap.
        config.put("log.cleaner.dedupe.buffer.size", "8388608");
        // After kill -9 the broker may register again once the session of the one before is over.
        config.put("broker.session.timeout.ms", "2000");
        config.put("broker.heartbeat.interval.ms", "500");
        config.putAll(overrides);
        return TextFiles.write(home.resolve("conf/kafka.properties"), TextFiles.formatProperties(config));
    }

    /**
     * What {@code kafka-storage.sh format} does. Its bootstrap.checkpoint holds only the features' levels, which are the
     * same for every cluster of a version: it is kept, and spares later homes the second that the tool takes.
     */
    private void format(Path config) {
        Path meta = dataDirectory().resolve("meta.properties");
        if (Files.exists(meta)) {
            return;
        }
        Path kept = launcher.folder().resolve("bootstrap-" + launcher.computeId() + ".checkpoint");
        Path checkpoint = dataDirectory().resolve("bootstrap.checkpoint");
        try {
            Files.createDirectories(dataDirectory());
            if (!Files.exists(kept)) {
                formatWithTool(config);
                if (Files.isWritable(launcher.folder())) {
                    Path part = launcher.folder().resolve(kept.getFileName() + "." + System.nanoTime());
                    Files.copy(checkpoint, part);
                    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                return;
            }
            Files.copy(kept, checkpoint, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("cannot format " + dataDirectory() + " for Kafka: " + Exceptions.message(e), e);
        }
        TextFiles.write(meta, "version=1\nnode.id=1\ncluster.id=" + randomUuid() + "\ndirectory.id=" + randomUuid() + "\n");
    }

    private void formatWithTool(Path config) {
        List<String> arguments = List.of("format", "--cluster-id", randomUuid(), "--config", config.toString());
        List<String> command = new ArrayList<>(launcher.toolCommand("kafka.tools.StorageTool", arguments));
        String printed = OsProcess.run(command.toArray(String[]::new));
        if (!Files.exists(dataDirectory().resolve("meta.properties"))) {
            throw new StackException("cannot format " + dataDirectory() + " for Kafka:\n"
                    + printed.lines()
                            .limit(8)
                            .map(line -> "  " + LogTail.escapeControlCharacters(line))
                            .collect(Collectors.joining("\n")));
        }
    }

    /** In Kafka's own form: 16 bytes in URL-safe base64. One that begins with a dash is an option to the tool. */
    private static String randomUuid() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return text.startsWith("-") ? randomUuid() : text;
    }
}
