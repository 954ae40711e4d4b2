package dev.ezcdc.instruments.corpus;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
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

/** Writes customers and rows of a wide table to a separate stack, and stores the records that Debezium sends. */
public final class CorpusCapture {

    /** Number of records in a corpus. */
    private static final int CORPUS_SIZE = 1024;

    private static final long SEED = 42;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final StackSettings settings;
    private final Path directory;

    /**
     * Creates a capture without starting it.
     *
     * @param settings settings of a stack whose data is deleted
     * @param directory directory for the corpora; created if it does not exist
     */
    public CorpusCapture(StackSettings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** Captures all corpora. Deletes the stack's data before and after. */
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
        try (EmbeddedStack stack = new EmbeddedStack(settings.withExistingConnector(ExistingConnector.RESET)
                .withTuning(new Tuning(connector, Map.of(), Map.of())))) {
            stack.deleteData();
            Endpoints endpoints = stack.up();
            try {
                Map<Operation, List<ConsumerRecord<byte[], byte[]>>> customers = captureCustomers(endpoints);
                write("customerCreate" + suffix, customers, Operation.CREATE);
                write("customerUpdate" + suffix, customers, Operation.UPDATE);
                write("customerDelete" + suffix, customers, Operation.DELETE);
                write("wideCreate" + suffix, captureWideTable(endpoints, stack.connectorName()), Operation.CREATE);
            } finally {
                stack.deleteData();
            }
        }
    }

    private void write(String name, Map<Operation, List<ConsumerRecord<byte[], byte[]>>> records, Operation op)
            throws IOException {
        Path file = directory.resolve(name + ".gz");
        CorpusFileWriter.write(file, records.getOrDefault(op, List.of()));
        settings.progress().accept("wrote " + file);
    }

    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> captureCustomers(Endpoints endpoints)
            throws InterruptedException {
        LoadOptions options = LoadOptions.builder(
                        endpoints.jdbcUrl(),
                        endpoints.user(),
                        endpoints.password(),
                        Burst.parse(4 * CORPUS_SIZE + "x1"))
                .mix(OperationMix.parse("insert=40,update=30,delete=30"))
                .seed(SEED)
                .build();
        new LoadGenerator(options, LoadListener.NONE).run();
        return collect(
                endpoints.bootstrapServers(),
                "cdctest.public.customers",
                Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE));
    }

    /** Replaces the connector, because extensions and table must exist when it starts. */
    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> captureWideTable(
            Endpoints endpoints, String connector) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password())) {
            WideTable.create(connection);
            ConnectClient connect = ConnectClient.of(endpoints);
            Map<String, String> config =
                    new HashMap<>(connect.findConfig(connector).orElseThrow());
            connect.delete(connector);
            config.put("name", "wide");
            config.put("table.include.list", "public.wide");
            config.put("slot.name", "wide");
            config.put("publication.name", "wide");
            config.put("database.user", endpoints.user());
            config.put("database.password", endpoints.password());
            config.put("publication.autocreate.mode", "filtered");
            config.put("hstore.handling.mode", "map");
            config.put("snapshot.mode", "no_data");
            connect.putConfig("wide", config, TIMEOUT);
            awaitSlot(connection, "wide");
            WideTable.insert(connection, CORPUS_SIZE, new Random(SEED));
        }
        return collect(endpoints.bootstrapServers(), "cdctest.public.wide", Set.of(Operation.CREATE));
    }

    private static void awaitSlot(Connection connection, String slot) throws SQLException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (PreparedStatement active = connection.prepareStatement(
                "select active from pg_sleep(0.05) left join pg_replication_slots on slot_name = ?")) {
            active.setString(1, slot);
            while (!queryBoolean(active)) {
                if (System.nanoTime() > deadline) {
                    throw new StackException("the connector did not start to stream within " + TIMEOUT);
                }
            }
        }
    }

    private static boolean queryBoolean(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> collect(
            String bootstrapServers, String topic, Set<Operation> wanted) {
        Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation = new EnumMap<>(Operation.class);
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "corpus-" + UUID.randomUUID());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (!isFull(byOperation, wanted)) {
                if (System.nanoTime() > deadline) {
                    throw new StackException("too few records arrived within " + TIMEOUT + ": " + counts(byOperation));
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    CdcRecord decoded = decoder.decode(record.key(), record.value());
                    if (decoded instanceof ChangeEvent event) {
                        List<ConsumerRecord<byte[], byte[]>> records =
                                byOperation.computeIfAbsent(event.op(), op -> new ArrayList<>());
                        if (records.size() < CORPUS_SIZE) {
                            records.add(record);
                        }
                    }
                }
            }
        }
        return byOperation;
    }

    private static Map<Operation, Integer> counts(Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation) {
        Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        byOperation.forEach((operation, records) -> counts.put(operation, records.size()));
        return counts;
    }

    private static boolean isFull(
            Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation, Set<Operation> wanted) {
        return wanted.stream()
                .allMatch(op -> byOperation.getOrDefault(op, List.of()).size() == CORPUS_SIZE);
    }
}
