package dev.ezcdc.e2e.corpus;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.infra.EmbeddedStack;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.Tuning;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadGenerator;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes customers to a stack of its own and keeps the records that Debezium makes of them. */
public final class CorpusCapture {

    /** How many distinct records a corpus has. */
    private static final int RING = 1024;

    private static final long SEED = 42;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "cdctest.public.customers";

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
    public void run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Map<Operation, List<ConsumerRecord<byte[], byte[]>>> withSchema = capture(Map.of());
        write("customerCreate", withSchema, Operation.CREATE);
        write("customerUpdate", withSchema, Operation.UPDATE);
        write("customerDelete", withSchema, Operation.DELETE);
        Map<Operation, List<ConsumerRecord<byte[], byte[]>>> schemaless = capture(Map.of(
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "key.converter.schemas.enable", "false",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
        write("customerCreateSchemaless", schemaless, Operation.CREATE);
        write("customerUpdateSchemaless", schemaless, Operation.UPDATE);
        write("customerDeleteSchemaless", schemaless, Operation.DELETE);
    }

    private void write(String name, Map<Operation, List<ConsumerRecord<byte[], byte[]>>> records, Operation op)
            throws IOException {
        Path file = directory.resolve(name + ".gz");
        CorpusFile.write(file, records.getOrDefault(op, List.of()));
        settings.progress().accept("wrote " + file);
    }

    private Map<Operation, List<ConsumerRecord<byte[], byte[]>>> capture(Map<String, String> connector)
            throws InterruptedException {
        try (EmbeddedStack stack = new EmbeddedStack(settings.withTuning(new Tuning(connector, Map.of(), Map.of())))) {
            stack.deleteData();
            Endpoints endpoints = stack.up();
            LoadOptions options = LoadOptions.of(
                            endpoints.jdbcUrl(), endpoints.user(), endpoints.password(), Burst.parse(4 * RING + "x1"))
                    .withMix(OperationMix.parse("insert=40,update=30,delete=30"))
                    .withSeed(SEED);
            new LoadGenerator(options, LoadListener.NONE).run();
            try {
                return collect(endpoints.bootstrapServers());
            } finally {
                stack.deleteData();
            }
        }
    }

    private static Map<Operation, List<ConsumerRecord<byte[], byte[]>>> collect(String bootstrapServers) {
        Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation = new EnumMap<>(Operation.class);
        EnvelopeDecoder decoder = new EnvelopeDecoder();
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "corpus-" + UUID.randomUUID());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (!full(byOperation)) {
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

    private static boolean full(Map<Operation, List<ConsumerRecord<byte[], byte[]>>> byOperation) {
        return List.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE).stream()
                .allMatch(op -> byOperation.getOrDefault(op, List.of()).size() == RING);
    }
}
