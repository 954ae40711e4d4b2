package dev.ezcdc.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.consumer.ConsumedRecord;
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
import dev.ezcdc.infra.connector.ConnectClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The rules for single events: every kind of change arrives as its event. */
abstract class EventRules extends PipelineTest {

    /** Runs first, on an empty table: the rows of the walkthrough have the ids 1 and 2. */
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
            // A changed key arrives as a delete of the old row and a create of the new one.
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

    /** Registers another connector on the same database, with a separate slot and publication. */
    private void registerConnector(String connector, String topicPrefix, String table, Map<String, String> settings) {
        ConnectClient connect = new ConnectClient(endpoints().connectUrl());
        Map<String, String> config =
                new HashMap<>(connect.findConfig("customer-cdc").orElseThrow());
        config.put("name", connector);
        config.put("topic.prefix", topicPrefix);
        config.put("table.include.list", table);
        config.put("slot.name", topicPrefix);
        config.put("publication.name", topicPrefix);
        config.put("database.user", endpoints().user());
        config.put("database.password", endpoints().password());
        config.put("publication.autocreate.mode", "filtered");
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
    void nullInColumnWithDefaultArrivesAsNull() throws Exception {
        execute(
                "create table notes (id int primary key, note text default 'none', stars int not null default 3)",
                "insert into notes values (1, null, 5)");
        registerConnector("notes-cdc", "notes", "public.notes", Map.of());
        try (TopicTap tap = openTap("notes\\.public\\..*")) {
            Read read = tap.await(Read.class, 1).get(0);
            execute(
                    "insert into notes values (2, null, 4)",
                    "update notes set note = null, stars = 1",
                    "delete from notes");
            Create create = tap.await(Create.class, 1).get(0);
            List<Update> updates = tap.await(Update.class, 2);
            List<Delete> deletes = tap.await(Delete.class, 2);

            assertThat(read.after().asMap().toString()).isEqualTo("{id=1, note=null, stars=5}");
            assertThat(create.after().asMap().toString()).isEqualTo("{id=2, note=null, stars=4}");
            assertThat(create.source().snapshot()).isEqualTo(Snapshot.FALSE);
            assertThat(updates).allSatisfy(update -> {
                assertThat(update.after().get("note")).isNull();
                assertThat(update.after().get("stars")).isEqualTo(1);
            });
            assertThat(deletes).hasSize(2);
            assertThat(tap.malformed()).isZero();
        }
    }

    @Test
    @Order(7)
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
        Path deadLetters = directory.resolve("dead-letters.jsonl");
        try (TopicTap tap = TopicTap.open(endpoints().bootstrapServers(), TOPIC, deadLetters)) {
            Awaitility.await().atMost(TIMEOUT).until(() -> tap.received().stream()
                    .anyMatch(received -> hasKey(received, 900_001)));
            assertThat(tap.malformed()).isEqualTo(2);
        }
        List<String> letters = Files.readAllLines(deadLetters);
        assertThat(letters).hasSize(2);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(letters.get(0)).get("value").binaryValue()).isEqualTo(malformed);
        assertThat(json.readTree(letters.get(0)).get("reason").asText()).isNotEmpty();
        assertThat(json.readTree(letters.get(1)).get("key").binaryValue()).isEqualTo(binary);
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
}
