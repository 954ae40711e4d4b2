package dev.ezcdc.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerSettings;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.format.ChangeLog;
import dev.ezcdc.consumer.format.LogFormat;
import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.instruments.ledger.ChangeLedger;
import dev.ezcdc.instruments.ledger.EphemeralConsumerGroup;
import dev.ezcdc.instruments.ledger.LedgerListener;
import dev.ezcdc.instruments.ledger.LedgerSummary;
import dev.ezcdc.instruments.ledger.VerifiedRun;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What holds on every form of the stack, from a statement to the event that the consumer's handler gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PipelineRules {

    static final String TOPIC = "cdctest.public.customers";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    /** The stack under test, which streams. */
    abstract Stack stack();

    /** The stack's form, for the names of reports. */
    abstract String form();

    Endpoints endpoints() {
        return stack().endpoints();
    }

    /** First, on a fresh table: the walkthrough's rows have the ids 1 and 2. */
    @Test
    @Order(1)
    void insertsYieldTheEventsOfTheWalkthrough() throws Exception {
        execute(
                "insert into customers (first_name, last_name, email) values ('alex', 'foley', 'alex.foley')",
                "insert into customers (first_name, last_name, email) values ('john', 'doe', 'john.doe')");
        try (TopicTap tap = openTap(TOPIC)) {
            List<Create> creates = tap.await(Create.class, 2);

            assertThat(creates.get(0).after().asMap().toString())
                    .isEqualTo("{id=1, first_name=alex, last_name=foley, email=alex.foley}");
            assertThat(creates.get(1).after().asMap().toString())
                    .isEqualTo("{id=2, first_name=john, last_name=doe, email=john.doe}");
            assertThat(creates).allSatisfy(create -> {
                assertThat(create.source().connector()).isEqualTo("postgresql");
                assertThat(create.source().name()).isEqualTo("cdctest");
                assertThat(create.source().db()).isEqualTo("cdctest");
                assertThat(create.source().schema()).isEqualTo("public");
                assertThat(create.source().table()).isEqualTo("customers");
                assertThat(create.source().snapshot()).isEqualTo(Snapshot.FALSE);
            });
            assertThat(Objects.requireNonNull(creates.get(0).position()))
                    .isLessThan(Objects.requireNonNull(creates.get(1).position()));
        }
    }

    @Test
    @Order(2)
    void everyKindOfChangeArrivesAsItsEvent() throws Exception {
        execute(
                "insert into customers values (100, 'ann', 'b', null)",
                "update customers set email = 'ann@example.org' where id = 100",
                "update customers set id = 101 where id = 100",
                "delete from customers where id = 101",
                "select pg_logical_emit_message(true, 'audit', 'héllo')",
                "truncate customers");
        try (TopicTap tap = openTap("cdctest\\..*")) {
            tap.await(Truncate.class, 1);
            tap.await(LogicalMessage.class, 1);

            List<String> kinds = tap.received().stream()
                    .filter(received -> hasKey(received, 100) || hasKey(received, 101))
                    .map(received -> received.record().getClass().getSimpleName())
                    .toList();
            // A change of the key is a delete of the old row and a create of the new one.
            assertThat(kinds)
                    .containsExactly("Create", "Update", "Delete", "Tombstone", "Create", "Delete", "Tombstone");

            Update update = tap.ofKind(Update.class).get(0);
            assertThat(Objects.requireNonNull(update.before()).get("email")).isNull();
            assertThat(update.after().get("email")).isEqualTo("ann@example.org");
            Delete delete = tap.ofKind(Delete.class).get(1);
            assertThat(Objects.requireNonNull(delete.before()).asMap().toString())
                    .isEqualTo("{id=101, first_name=ann, last_name=b, email=ann@example.org}");
            assertThat(tap.ofKind(Truncate.class).get(0).source().table()).isEqualTo("customers");
            LogicalMessage message = tap.ofKind(LogicalMessage.class).get(0);
            assertThat(message.prefix()).isEqualTo("audit");
            assertThat(new String(Objects.requireNonNull(message.content()), StandardCharsets.UTF_8))
                    .isEqualTo("héllo");
            assertThat(tap.malformed()).isZero();
        }
    }

    private static boolean hasKey(ConsumedRecord received, int id) {
        Row key = received.record() instanceof ChangeEvent event
                ? event.key()
                : received.record() instanceof Tombstone tombstone ? tombstone.key() : null;
        return key != null && key.contains("id") && Objects.equals(key.get("id"), id);
    }

    @Test
    @Order(3)
    void burstArrivesInOrderAndRebuildsTheTable() throws Exception {
        long seed = randomSeed("burst");
        LoadOptions burst = loadOptions(Burst.parse("20000x1")).withBatch(20).withSeed(seed);

        VerifiedRun.Result result = run(burst);

        LedgerSummary account = result.account();
        assertThat(result.load().errors()).isZero();
        assertThat(account.matched()).isEqualTo(20_000);
        assertThat(account.lost()).isZero();
        assertThat(account.mismatched()).isZero();
        assertThat(account.duplicated()).isZero();
        assertThat(account.unknown()).isZero();
        assertThat(account.updated()).isPositive();
        assertThat(account.deleted()).isPositive();
        assertReplicaEqualsTable();
    }

    /** From every event since the first, truncates and changes of keys included. */
    void assertReplicaEqualsTable() throws Exception {
        try (TopicTap tap = openTap(TOPIC);
                Connection connection = connect()) {
            Map<Long, List<@Nullable Object>> table = TableReplica.readTable(connection, "customers");
            Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
                TableReplica replica = new TableReplica();
                tap.received().forEach(replica::apply);
                assertThat(replica.rows()).isEqualTo(table);
            });
            assertThat(table).isNotEmpty();
        }
    }

    @Test
    @Order(4)
    void latencyIsMeasuredFromTheScheduledTime() throws Exception {
        LoadOptions steady = loadOptions(new SteadyRate(200, Duration.ofSeconds(5)))
                .withSeed(randomSeed("latency"))
                .withMix(OperationMix.parse("insert=1"));

        VerifiedRun.Result result = run(steady);

        LedgerSummary account = result.account();
        assertThat(account.matched()).isEqualTo(1_000);
        assertThat(account.latency().getTotalCount()).isEqualTo(1_000);
        Path report = Path.of("target", "latency-" + form() + ".json");
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("rows_per_s", 200)
                .put("count", account.latency().getTotalCount())
                .put("lost", account.lost())
                .put("duplicated", account.duplicated())
                .put("p50_us", account.latencyMicros(50))
                .put("p99_us", account.latencyMicros(99))
                .put("max_us", account.maxLatencyMicros());
        Files.writeString(report, json + "\n");
        System.out.println("insert to consume, " + form() + ": " + json + " in " + report);
    }

    @Test
    @Order(5)
    void existingRowsArriveAsReads() throws Exception {
        execute(
                "create table orders (id int primary key, payload text, schema text, op text)",
                "insert into orders values (1, 'p', 's', 'd'), (2, null, null, null)");
        registerConnector("orders-cdc", "snapshot", "public.orders", Map.of());
        try (TopicTap tap = openTap("snapshot\\.public\\.orders")) {
            List<Read> reads = tap.await(Read.class, 2);
            assertThat(reads)
                    .extracting(read -> read.after().asMap().toString())
                    .containsExactlyInAnyOrder(
                            "{id=1, payload=p, schema=s, op=d}", "{id=2, payload=null, schema=null, op=null}");
            assertThat(reads).allSatisfy(read -> {
                assertThat(read.position()).isNull();
                assertThat(read.source().snapshot()).isNotEqualTo(Snapshot.FALSE);
            });

            execute("insert into orders values (3, 'x', 'y', 'c')");
            assertThat(tap.await(Create.class, 1).get(0).after().asMap().toString())
                    .isEqualTo("{id=3, payload=x, schema=y, op=c}");
        }
    }

    /** Registers a second connector on the same database, with a slot and publication of its own. */
    private void registerConnector(String connector, String topicPrefix, String table, Map<String, String> settings) {
        ConnectClient connect = new ConnectClient(endpoints().connectUrl());
        Map<String, String> config =
                new HashMap<>(connect.config("customer-cdc").orElseThrow());
        config.put("name", connector);
        config.put("topic.prefix", topicPrefix);
        config.put("table.include.list", table);
        config.put("slot.name", topicPrefix);
        config.put("publication.name", topicPrefix);
        config.putAll(settings);
        connect.putConfig(connector, config, TIMEOUT);
    }

    @Test
    @Order(5)
    void transactionsAndHeartbeatsArriveAsRecords() throws Exception {
        execute("create table payments (id int primary key, amount numeric(10,2))");
        registerConnector(
                "payments-cdc",
                "tx",
                "public.payments",
                Map.of("provide.transaction.metadata", "true", "heartbeat.interval.ms", "500"));
        try (TopicTap tap = openTap("tx\\..*|__debezium-heartbeat\\.tx")) {
            assertThat(tap.await(Heartbeat.class, 1).get(0).serverName()).isEqualTo("tx");
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("insert into payments values (1, 12.30)");
                    statement.execute("update payments set amount = -0.01 where id = 1");
                }
                connection.commit();
            }
            TransactionMarker end = tap.await(TransactionMarker.class, 2).get(1);
            Update update = tap.await(Update.class, 1).get(0);

            assertThat(end.status()).isEqualTo(TransactionMarker.Status.END);
            assertThat(end.eventCount()).isEqualTo(2);
            assertThat(end.dataCollections())
                    .containsExactly(new TransactionMarker.DataCollection("public.payments", 2));
            assertThat(Objects.requireNonNull(update.transaction()).totalOrder())
                    .isEqualTo(2);
            assertThat(Objects.requireNonNull(update.transaction()).transactionId())
                    .isEqualTo(end.id().substring(0, end.id().indexOf(':')));
            assertThat(update.after().get("amount")).isEqualTo(new java.math.BigDecimal("-0.01"));
        }
    }

    @Test
    @Order(6)
    void malformedRecordsAreDeadLetteredUnchanged() throws Exception {
        byte[] malformed = "{\"op\":\"c\",\"sou".getBytes(StandardCharsets.UTF_8);
        byte[] binary = {(byte) 0xFF, 0, 27, '[', '3', '1', 'm'};
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", endpoints().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, null, malformed)).get();
            producer.send(new ProducerRecord<>(
                            TOPIC, binary, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        execute("insert into customers values (900001, 'after', 'the', 'poison')");
        Path deadLetters = folder.resolve("dead-letters.jsonl");
        try (TopicTap tap = TopicTap.open(endpoints().bootstrapServers(), TOPIC, deadLetters)) {
            Awaitility.await().atMost(TIMEOUT).until(() -> tap.received().stream()
                    .anyMatch(received -> hasKey(received, 900_001)));
            assertThat(tap.malformed()).isEqualTo(2);
        }
        List<String> kept = Files.readAllLines(deadLetters);
        assertThat(kept).hasSize(2);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(kept.get(0)).get("value").binaryValue()).isEqualTo(malformed);
        assertThat(json.readTree(kept.get(0)).get("reason").asText()).isNotEmpty();
        assertThat(json.readTree(kept.get(1)).get("key").binaryValue()).isEqualTo(binary);
    }

    @Test
    @Order(7)
    void controlCharactersCannotForgeLinesOrColors() throws Exception {
        String hostile = "\u001B[31mred\r\n2026-01-01 forged line\u202Etxt.exe\u0007";
        try (Connection connection = connect();
                var insert = connection.prepareStatement("insert into customers values (900002, ?, 'x', 'y')")) {
            insert.setString(1, hostile);
            insert.executeUpdate();
        }
        try (TopicTap tap = openTap(TOPIC)) {
            Awaitility.await().atMost(TIMEOUT).until(() -> tap.received().stream()
                    .anyMatch(received -> hasKey(received, 900_002)));
            ConsumedRecord row = tap.received().stream()
                    .filter(received -> hasKey(received, 900_002))
                    .findFirst()
                    .orElseThrow();
            for (LogFormat format : LogFormat.values()) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ChangeLog log = new ChangeLog(format, out, false, false);
                log.handle(row);
                log.flush();
                String line = out.toString(StandardCharsets.UTF_8);
                assertThat(line).as("%s", format).endsWith("\n");
                assertThat(line.strip()).doesNotContain("\n", "\r", "\u001B", "\u202E", "\u0007");
                assertThat(line).contains("red");
            }
        }
    }

    @Test
    @Order(8)
    void restartOfConnectorAndConsumerLosesNothing() throws Exception {
        assertNothingLostDuring(() -> restartConnector("customer-cdc"));
    }

    /** Restarts a connector with its tasks by Connect's REST interface. */
    private void restartConnector(String connector) {
        new ConnectClient(endpoints().connectUrl()).restart(connector);
    }

    /** Writes steadily; stops the consumer, does something to the stack, and goes on with a second consumer. */
    void assertNothingLostDuring(Runnable disturbance) throws Exception {
        ChangeLedger ledger = new ChangeLedger();
        LoadOptions steady = loadOptions(new SteadyRate(200, null)).withSeed(randomSeed("disturbed load"));
        LoadGenerator generator =
                new LoadGenerator(steady, new LedgerListener(ledger, line -> System.out.println("load: " + line)));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (EphemeralConsumerGroup group =
                EphemeralConsumerGroup.atTheEndOf(endpoints().bootstrapServers(), TOPIC)) {
            Future<LoadSummary> load = threads.submit(generator::run);
            try (ChangeConsumer first = consumer(group, ledger)) {
                Future<?> running = threads.submit(Executors.callable(() -> runUnchecked(first)));
                awaitMatched(ledger, 300);
                first.stop();
                running.get();
            }
            disturbance.run();
            try (ChangeConsumer second = consumer(group, ledger)) {
                Future<?> running = threads.submit(Executors.callable(() -> runUnchecked(second)));
                awaitMatched(ledger, ledger.summary().matched() + 300);
                generator.cancel();
                assertThat(load.get().errors()).isZero();
                Awaitility.await().atMost(TIMEOUT).until(() -> ledger.outstanding() == 0);
                second.stop();
                running.get();
            }
        } finally {
            generator.cancel();
            threads.shutdownNow();
        }
        LedgerSummary account = ledger.summary();
        System.out.println(
                "after the disturbance: " + account.matched() + " changes, " + account.duplicated() + " redelivered");
        assertThat(account.lost()).isZero();
        assertThat(account.mismatched()).isZero();
        assertThat(account.unknown()).isZero();
    }

    private static void awaitMatched(ChangeLedger ledger, long count) {
        Awaitility.await().atMost(TIMEOUT).until(() -> ledger.summary().matched() >= count);
    }

    private static void runUnchecked(ChangeConsumer consumer) {
        try {
            consumer.run();
        } catch (Exception e) {
            throw new AssertionError("the consumer failed", e);
        }
    }

    private ChangeConsumer consumer(EphemeralConsumerGroup group, ChangeLedger ledger) {
        ConsumerSettings settings = ConsumerSettings.builder(
                        endpoints().bootstrapServers(), Topics.named(group.topic()), group.name())
                .build();
        return new ChangeConsumer(settings, received -> {
            if (received.record() instanceof ChangeEvent event) {
                ledger.arrived(event, System.nanoTime());
            }
        });
    }

    VerifiedRun.Result run(LoadOptions load) throws Exception {
        return new VerifiedRun(endpoints(), TOPIC, received -> {}, line -> System.out.println("run: " + line))
                .run(load);
    }

    LoadOptions loadOptions(dev.ezcdc.loadgen.LoadPlan plan) {
        return LoadOptions.of(
                endpoints().jdbcUrl(), endpoints().user(), endpoints().password(), plan);
    }

    TopicTap openTap(String pattern) {
        return TopicTap.open(endpoints().bootstrapServers(), pattern, folder.resolve("dead-letters-of-a-tap.jsonl"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                endpoints().jdbcUrl(), endpoints().user(), endpoints().password());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    try (ResultSet ignored = statement.getResultSet()) {
                        assertThat(ignored).isNotNull();
                    }
                }
            }
        }
    }

    static long randomSeed(String of) {
        long seed = new Random().nextInt(Integer.MAX_VALUE);
        System.out.println("seed of the " + of + ": " + seed);
        return seed;
    }
}
