package dev.ezcdc.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.SharedServers;
import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.e2e.types.ColumnOracle.JsonText;
import dev.ezcdc.e2e.types.ColumnOracle.Mode;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Columns of every PostgreSQL type through the real stack, from a snapshot and from the log. The decoded value equals the
 * value that the JDBC driver reads from the table, except for the known losses of connector settings (see
 * docs/reference/types.md).
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColumnTypesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int STREAMED_ID_OFFSET = 100;

    private EmbeddedStack stack;
    private int connectors;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    void createTable(EmbeddedStack shared) throws Exception {
        stack = shared;
        execute("create extension hstore", "create extension ltree", "create extension citext");
        execute("create type mood as enum ('sad', 'very happy')");
        execute("create table all_types (id int primary key, "
                + TestColumn.ALL.stream().map(c -> c.name() + " " + c.type()).collect(Collectors.joining(", ")) + ")");
        execute(insert(1, TestColumn::ordinary), insert(2, TestColumn::edge), "insert into all_types (id) values (3)");
    }

    private static String insert(int id, java.util.function.Function<TestColumn, String> value) {
        return "insert into all_types values (" + id + ", "
                + TestColumn.ALL.stream()
                        .map(column -> "'" + value.apply(column).replace("'", "''") + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** Every value of every setting, in as few connectors as the setting with the most values needs. */
    static Stream<Map<String, String>> combinedSettings() {
        Map<String, List<String>> values = ColumnOracle.SETTINGS;
        int count = values.values().stream().mapToInt(List::size).max().orElseThrow();
        return IntStream.range(0, count).mapToObj(i -> {
            Map<String, String> settings = new TreeMap<>();
            values.forEach((name, choices) -> settings.put(name, choices.get(i % choices.size())));
            return settings;
        });
    }

    /** Every value of every setting, with the other settings at their defaults. */
    static Stream<Map<String, String>> singleSettings() {
        return ColumnOracle.SETTINGS.entrySet().stream()
                .flatMap(setting -> setting.getValue().stream().map(value -> Map.of(setting.getKey(), value)));
    }

    @ParameterizedTest
    @MethodSource("combinedSettings")
    void everyColumnEqualsTheDriversValue(Map<String, String> settings) throws Exception {
        assertColumnsEqualDriver(settings);
    }

    @ParameterizedTest
    @Tag("long")
    @MethodSource("singleSettings")
    void everyColumnEqualsTheDriversValueBySetting(Map<String, String> setting) throws Exception {
        assertColumnsEqualDriver(setting);
    }

    private void assertColumnsEqualDriver(Map<String, String> settings) throws Exception {
        String name = "types_" + connectors++;
        register(name, settings);
        try (TopicTap tap =
                TopicTap.open(endpoints().bootstrapServers(), name + "\\..*", directory.resolve("dead.jsonl"))) {
            List<Row> read = tap.await(Read.class, 3).stream().map(Read::after).toList();
            execute("insert into all_types select id + " + STREAMED_ID_OFFSET + ", "
                    + TestColumn.ALL.stream().map(TestColumn::name).collect(Collectors.joining(", "))
                    + " from all_types");
            List<Row> created =
                    tap.await(Create.class, 3).stream().map(Create::after).toList();
            assertThat(tap.malformed()).isZero();

            SoftAssertions all = new SoftAssertions();
            compare(read, new Mode(settings, true), all);
            compare(created, new Mode(settings, false), all);
            all.assertAll();
        } finally {
            deleteConnector(name);
            execute("delete from all_types where id > " + STREAMED_ID_OFFSET);
        }
    }

    /** SQL expressions of values so large that PostgreSQL stores them outside the row. */
    private static final Map<String, String> LARGE_VALUES = Map.ofEntries(
            Map.entry("text", "repeat('x', 9000)"),
            Map.entry("bytea", "convert_to(repeat('x', 9000), 'UTF8')"),
            Map.entry("jsonb", "to_jsonb(repeat('x', 9000))"),
            Map.entry("xml", "xmlparse(content repeat('x', 9000))"),
            Map.entry("hstore", "hstore('k', repeat('x', 9000))"),
            Map.entry("text[]", "array[repeat('x', 9000), 'y']"),
            Map.entry("bytea[]", "array[convert_to(repeat('x', 9000), 'UTF8')]"),
            Map.entry("int[]", "array(select generate_series(1, 3000))"),
            Map.entry("bigint[]", "array(select generate_series(1::bigint, 3000))"),
            Map.entry("date[]", "array(select date '2000-01-01' + i from generate_series(1, 3000) i)"),
            Map.entry("uuid[]", "array(select gen_random_uuid() from generate_series(1, 1000))"));

    @ParameterizedTest
    @ValueSource(strings = {"", "hex:00ff41"})
    void unchangedLargeValuesAreUnavailable(String placeholder) throws Exception {
        String table = "large" + placeholder.replaceAll("\\W", "_");
        List<String> types = LARGE_VALUES.keySet().stream().sorted().toList();
        StringBuilder create = new StringBuilder("create table " + table + " (id int primary key, note text");
        StringBuilder insert = new StringBuilder("insert into " + table + " select 1, 'a'");
        for (int i = 0; i < types.size(); i++) {
            create.append(", c").append(i).append(' ').append(types.get(i)).append(" storage external");
            insert.append(", ").append(LARGE_VALUES.get(types.get(i)));
        }
        execute(create + ")", insert.toString());
        ConnectClient connect = new ConnectClient(endpoints().connectUrl());
        Map<String, String> config = config(table, "public." + table);
        if (!placeholder.isEmpty()) {
            config.put("unavailable.value.placeholder", placeholder);
        }
        connect.putConfig(table, config, TIMEOUT);
        EnvelopeDecoder decoder = placeholder.isEmpty()
                ? EnvelopeDecoder.create()
                : EnvelopeDecoder.builder()
                        .unavailableValuePlaceholder(placeholder)
                        .build();
        try {
            readFirst(Read.class, table, decoder);
            execute("update " + table + " set note = 'b'");
            Row after = readFirst(Update.class, table, decoder).after();

            assertThat(after.get("note")).isEqualTo("b");
            SoftAssertions all = new SoftAssertions();
            for (int i = 0; i < types.size(); i++) {
                all.assertThat(after.get("c" + i)).as(types.get(i)).isEqualTo(Unavailable.UNAVAILABLE);
            }
            all.assertAll();
        } finally {
            deleteConnector(table);
        }
    }

    /** Reads the first record of a kind from a table's topic with the given decoder. */
    private <T> T readFirst(Class<T> kind, String table, EnvelopeDecoder decoder) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", endpoints().bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(table + ".public." + table, 0)));
            consumer.seekToBeginning(consumer.assignment());
            List<T> found = new ArrayList<>();
            Awaitility.await().atMost(TIMEOUT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (kind.isInstance(decoder.decode(record.key(), record.value()))) {
                        found.add(kind.cast(decoder.decode(record.key(), record.value())));
                    }
                });
                return !found.isEmpty();
            });
            return found.get(0);
        }
    }

    private void compare(List<Row> rows, Mode mode, SoftAssertions all) throws SQLException, IOException {
        assertThat(rows).hasSize(3);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (Row row : rows) {
                try (ResultSet table = statement.executeQuery("select * from all_types where id = " + row.get("id"))) {
                    assertThat(table.next()).isTrue();
                    for (TestColumn column : TestColumn.ALL) {
                        compare(row.get(column.name()), table, column, mode, all);
                    }
                }
            }
        }
    }

    private void compare(@Nullable Object actual, ResultSet table, TestColumn column, Mode mode, SoftAssertions all)
            throws SQLException, IOException {
        table.getString(column.name());
        Object expected = table.wasNull() ? null : column.oracle().expected(table, column.name(), mode);
        if (expected instanceof LocalDateTime timestamp
                && exceedsNanosecondRange(timestamp)
                && mode.isTime("nanoseconds")) {
            return; // Nanoseconds in a long end in 2262; the connector lets them overflow.
        }
        var assertion = all.assertThat(actual).as("%s %s from %s", column.name(), mode, table.getString(column.name()));
        if (expected instanceof JsonText json) {
            assertion.isInstanceOf(String.class);
            all.assertThat(new ObjectMapper().readValue(String.valueOf(actual), Object.class))
                    .isEqualTo(json.value());
        } else if (expected instanceof BigDecimal number && actual instanceof BigDecimal decoded) {
            // A decimal without a declared scale arrives without trailing zeros.
            all.assertThat(decoded).as(column.name()).isEqualByComparingTo(number);
        } else {
            assertion.isEqualTo(expected);
        }
    }

    private static boolean exceedsNanosecondRange(LocalDateTime timestamp) {
        return !timestamp.equals(LocalDateTime.MAX)
                && !timestamp.equals(LocalDateTime.MIN)
                && (timestamp.getYear() < 1678 || timestamp.getYear() > 2261);
    }

    private void register(String connector, Map<String, String> settings) {
        Map<String, String> config = config(connector, "public.all_types");
        config.putAll(settings);
        new ConnectClient(endpoints().connectUrl()).putConfig(connector, config, TIMEOUT);
    }

    /** Returns the configuration of an additional connector, with a separate slot and publication. */
    private Map<String, String> config(String connector, String table) {
        Map<String, String> config = new HashMap<>(new ConnectClient(endpoints().connectUrl())
                .findConfig("customer-cdc")
                .orElseThrow());
        config.put("name", connector);
        config.put("topic.prefix", connector);
        config.put("table.include.list", table);
        config.put("slot.name", connector);
        config.put("publication.name", connector);
        config.put("database.user", endpoints().user());
        config.put("database.password", endpoints().password());
        config.put("publication.autocreate.mode", "filtered");
        return config;
    }

    /** Deletes a connector with its slot, because the number of slots is limited. */
    private void deleteConnector(String connector) {
        new ConnectClient(endpoints().connectUrl()).delete(connector);
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> execute("select pg_drop_replication_slot('" + connector + "')"));
    }

    private Endpoints endpoints() {
        return stack.endpoints();
    }

    private Connection connect() throws SQLException {
        Endpoints endpoints = endpoints();
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }

    private boolean execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return true;
    }
}
