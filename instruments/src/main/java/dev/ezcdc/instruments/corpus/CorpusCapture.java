package dev.ezcdc.instruments.corpus;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes customers, and rows of a wide table, to a stack of its own and keeps the records that Debezium makes of them. */
public final class CorpusCapture {

    /** How many distinct records a corpus has. */
    private static final int RING = 1024;

    private static final long SEED = 42;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedStack.Settings settings;
    private final Path directory;

    /**
     * @param settings a stack whose data may be deleted
     * @param directory where the corpora go; made if it is not there
     */
    public CorpusCapture(EmbeddedStack.Settings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** Captures every corpus; the stack's data is deleted before and after. */
    public void run() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(directory);
        capture("", Map.of());
        capture(
                "Schemaless",
                Map.of(
                        "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "key.converter.schemas.enable", "false",
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter.schemas.enable", "false"));
    }

    private void capture(String suffix, Map<String, String> connector)
            throws IOException, InterruptedException, SQLException {
        try (EmbeddedStack stack = new EmbeddedStack(settings.withTuning(new Tuning(connector, Map.of(), Map.of())))) {
            stack.deleteData();
            Endpoints endpoints = stack.up();
            try {
                Map<Operation, List<ConsumerRecord<byte[], byte[]>>> customers = customers(endpoints);
                write("customerCreate" + suffix, customers, Operation.CREATE);
                write("customerUpdate" + suffix, customers, Operation.UPDATE);
                write("customerDelete" + suffix, customers, Operation.DELETE);
                write("wideCreate" + suffix, wide(endpoints, stack.connectorName()), Operation.CREATE);
            } finally {
                stack.deleteData();
            }
        }
    }

    private void write(String name, Map<Operation, List<ConsumerRecord<byte[], byte[]>>> records, Operation op)
            throws IOException {
        Path file = directory.resolve(name + ".gz");
        CorpusFile.write(file, records.getOrDefault(op, List.of()));
        settings.progress().accept("wrote " + file);
    }

    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> customers(Endpoints endpoints)
            throws InterruptedException {
        LoadOptions options = LoadOptions.of(
                        endpoints.jdbcUrl(), endpoints.user(), endpoints.password(), Burst.parse(4 * RING + "x1"))
                .withMix(OperationMix.parse("insert=40,update=30,delete=30"))
                .withSeed(SEED);
        new LoadGenerator(options, LoadListener.NONE).run();
        return collect(
                endpoints.bootstrapServers(),
                "cdctest.public.customers",
                Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE));
    }

    /** By a connector of its own, in place of the first: extensions and table must be there when it starts. */
    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> wide(Endpoints endpoints, String connector)
            throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password())) {
            WideTable.create(connection);
            ConnectClient connect = new ConnectClient(endpoints.connectUrl());
            Map<String, String> config =
                    new HashMap<>(connect.findConfig(connector).orElseThrow());
            connect.delete(connector);
            config.put("name", "wide");
            config.put("table.include.list", "public.wide");
            config.put("slot.name", "wide");
            config.put("publication.name", "wide");
            config.put("hstore.handling.mode", "map");
            config.put("snapshot.mode", "no_data");
            connect.putConfig("wide", config, PATIENCE);
            awaitSlot(connection, "wide");
            WideTable.insert(connection, RING, new Random(SEED));
        }
        return collect(endpoints.bootstrapServers(), "cdctest.public.wide", Set.of(Operation.CREATE));
    }

    private static void awaitSlot(Connection connection, String slot) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (PreparedStatement active = connection.prepareStatement(
                "select active from pg_sleep(0.05) left join pg_replication_slots on slot_name = ?")) {
            active.setString(1, slot);
            while (!isTrue(active)) {
                if (System.nanoTime() > deadline) {
                    throw new StackException("the connector did not stream within " + PATIENCE);
                }
            }
        }
    }

    private static boolean isTrue(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> collect(
            String bootstrapServers, String topic, Set<Operation> wanted) {
        Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation = new EnumMap<>(Operation.class);
        EnvelopeDecoder decoder = new EnvelopeDecoder();
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "corpus-" + UUID.randomUUID());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (!full(byOperation, wanted)) {
                if (System.nanoTime() > deadline) {
                    throw new StackException("only " + byOperation + " of the records arrived within " + PATIENCE);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    CdcRecord decoded = decoder.decode(record.key(), record.value());
                    if (decoded instanceof ChangeEvent event) {
                        List<ConsumerRecord<byte[], byte[]>> ring =
                                byOperation.computeIfAbsent(event.op(), op -> new ArrayList<>());
                        if (ring.size() < RING) {
                            ring.add(record);
                        }
                    }
                }
            }
        }
        return byOperation;
    }

    private static boolean full(
            Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation, Set<Operation> wanted) {
        return wanted.stream()
                .allMatch(op -> byOperation.getOrDefault(op, List.of()).size() == RING);
    }
}
