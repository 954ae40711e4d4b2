package dev.ezcdc.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.TestStacks;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Columns of every type of PostgreSQL's, through the real stack, from a snapshot and from the log: what the decoder gives is
 * what the JDBC driver reads from the table, but for what a connector's setting is known to lose (see the README of
 * envelope-model). One setting is varied at a time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColumnTypesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int STREAMED_ID_OFFSET = 100;

    /** A column, its values in two rows, and what they are; a third row is all null. */
    private record Column(String name, String type, String ordinary, String edge, ColumnOracle oracle) {}

    private static final List<Column> COLUMNS = columns();

    private final EmbeddedStack stack = new EmbeddedStack(TestStacks.settings(TestStacks.newHome()));

    @TempDir
    Path folder = Path.of("");

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        numbers(columns);
        texts(columns);
        times(columns);
        shapesAndBits(columns);
        arrays(columns);
        return List.copyOf(columns);
    }

    private static void numbers(List<Column> to) {
        to.add(new Column("c_int2", "smallint", "-7", "32767", ColumnOracle.of(Short.class)));
        to.add(new Column("c_int4", "int", "-7", "-2147483648", ColumnOracle.of(Integer.class)));
        to.add(new Column("c_int8", "bigint", "-7", "9223372036854775807", ColumnOracle.of(Long.class)));
        to.add(new Column("c_oid", "oid", "7", "4294967295", ColumnOracle.of(Long.class)));
        to.add(new Column("c_real", "real", "0.1", "NaN", ColumnOracle.of(Float.class)));
        to.add(new Column("c_double", "double precision", "0.1", "-Infinity", ColumnOracle.of(Double.class)));
        to.add(new Column("c_bool", "boolean", "true", "false", ColumnOracle.of(Boolean.class)));
        to.add(new Column(
                "c_numeric",
                "numeric(38,4)",
                "12.5",
                "-1234567890123456789012345678901234.5678",
                ColumnOracle.decimal()));
        to.add(new Column("c_variable", "numeric", "12.5", "1e40", ColumnOracle.decimal()));
        to.add(new Column("c_money", "money", "12.34", "-90000000.01", ColumnOracle.money()));
        to.add(new Column("c_bytea", "bytea", "\\x00ff7f", "\\x", ColumnOracle.bytes()));
    }

    private static void texts(List<Column> to) {
        String odd = "ä€\uD83D\uDE00 \" \\ \n\t {}[]";
        for (String type : List.of("text", "varchar(40)", "citext", "xml")) {
            String name = "c_" + type.replaceAll("\\W.*", "");
            to.add(new Column(name, type, "plain", type.equals("xml") ? "<a b=\"c\">ä</a>" : odd, ColumnOracle.text()));
        }
        to.add(new Column("c_char", "char(5)", "ab", "abcde", ColumnOracle.text()));
        to.add(new Column("c_json", "json", "{\"a\": [1, null]}", "\"x\"", ColumnOracle.text()));
        to.add(new Column("c_jsonb", "jsonb", "{\"a\": [1, null]}", "1e3", ColumnOracle.text()));
        to.add(new Column(
                "c_uuid",
                "uuid",
                "3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11",
                "00000000-0000-0000-0000-000000000000",
                ColumnOracle.of(java.util.UUID.class)));
        to.add(new Column("c_mood", "mood", "sad", "very happy", ColumnOracle.text()));
        to.add(new Column("c_ltree", "ltree", "Top.Science", "", ColumnOracle.text()));
        to.add(new Column("c_tsvector", "tsvector", "a fat cat", "", ColumnOracle.text()));
        to.add(new Column("c_hstore", "hstore", "a=>1", "\"a b\"=>\"c\\\"\", x=>NULL", ColumnOracle.hstore()));
        to.add(new Column("c_inet", "inet", "10.0.0.1/8", "::1", ColumnOracle.text()));
        to.add(new Column("c_cidr", "cidr", "10.0.0.0/8", "::/0", ColumnOracle.text()));
        to.add(new Column("c_macaddr", "macaddr", "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff", ColumnOracle.text()));
        to.add(new Column("c_int4range", "int4range", "[1,5)", "empty", ColumnOracle.text()));
        to.add(new Column("c_int8range", "int8range", "[1,5)", "(,)", ColumnOracle.text()));
        to.add(new Column("c_numrange", "numrange", "[1.5,5.0)", "empty", ColumnOracle.text()));
        to.add(new Column("c_daterange", "daterange", "[2023-01-01,2023-02-01)", "(,)", ColumnOracle.text()));
    }

    private static void times(List<Column> to) {
        to.add(new Column("c_date", "date", "2023-12-21", "0044-03-15 BC", ColumnOracle.date()));
        to.add(new Column("c_date_inf", "date", "infinity", "-infinity", ColumnOracle.date()));
        to.add(new Column("c_time", "time", "13:46:42.123456", "24:00", ColumnOracle.time()));
        to.add(new Column("c_time3", "time(3)", "13:46:42.123", "00:00", ColumnOracle.time()));
        to.add(new Column("c_timetz", "timetz", "13:46:42.5+05:30", "24:00+00", ColumnOracle.timeWithZone()));
        to.add(new Column(
                "c_ts", "timestamp", "2023-12-21 13:46:42.123456", "0044-03-15 10:00 BC", ColumnOracle.timestamp()));
        to.add(new Column(
                "c_ts3",
                "timestamp(3)",
                "2023-12-21 13:46:42.123",
                "1969-12-31 23:59:59.999",
                ColumnOracle.timestamp()));
        to.add(new Column("c_ts_inf", "timestamp", "infinity", "-infinity", ColumnOracle.timestamp()));
        to.add(new Column("c_ts3_inf", "timestamp(3)", "infinity", "-infinity", ColumnOracle.timestamp()));
        to.add(new Column(
                "c_tstz",
                "timestamptz",
                "2023-12-21 13:46:42.123456+05:30",
                "294276-12-31 23:59:59.999999+00",
                ColumnOracle.timestampWithZone()));
        to.add(new Column("c_tstz_inf", "timestamptz", "infinity", "-infinity", ColumnOracle.timestampWithZone()));
        to.add(new Column(
                "c_interval",
                "interval",
                "1 year 2 mons -3 days 04:05:06.789",
                "-1 mons -00:00:00.000001",
                ColumnOracle.interval()));
    }

    private static void shapesAndBits(List<Column> to) {
        to.add(new Column("c_bit1", "bit(1)", "1", "0", ColumnOracle.of(Boolean.class)));
        to.add(new Column("c_bit9", "bit(9)", "100000001", "000000000", ColumnOracle.bits()));
        to.add(new Column("c_varbit", "bit varying(20)", "101", "", ColumnOracle.bits()));
        to.add(new Column("c_point", "point", "(1,2)", "(-1e300,0.1)", ColumnOracle.shape()));
        to.add(new Column("c_line", "line", "{1,2,3}", "{0,1,0}", ColumnOracle.shape()));
        to.add(new Column("c_circle", "circle", "<(1,2),3>", "<(0,0),0>", ColumnOracle.shape()));
        to.add(new Column("c_lseg", "lseg", "[(1,2),(3,4)]", "[(0,0),(0,0)]", ColumnOracle.shape()));
        to.add(new Column("c_box", "box", "(3,4),(1,2)", "(0,0),(0,0)", ColumnOracle.shape()));
        to.add(new Column("c_path", "path", "[(1,2),(3,4)]", "((1,2),(3,4),(5,6))", ColumnOracle.shape()));
        to.add(new Column("c_polygon", "polygon", "((1,2),(3,4),(5,6))", "((0,0),(1,0),(0,1))", ColumnOracle.shape()));
    }

    private static void arrays(List<Column> to) {
        to.add(new Column("a_int2", "smallint[]", "{1,NULL}", "{}", ColumnOracle.array((value, mode) -> ((Number) value)
                .shortValue())));
        to.add(new Column("a_int4", "int[]", "{1,NULL}", "{}", ColumnOracle.array((value, mode) -> value)));
        to.add(new Column("a_int8", "bigint[]", "{1,NULL}", "{}", ColumnOracle.array((value, mode) -> value)));
        to.add(new Column(
                "a_float8", "double precision[]", "{0.1,NaN}", "{}", ColumnOracle.array((value, mode) -> value)));
        to.add(new Column(
                "a_text", "text[]", "{a,NULL,\"b \\\" c\",\"\"}", "{}", ColumnOracle.array((value, mode) -> value)));
        to.add(new Column("a_bool", "boolean[]", "{t,f,NULL}", "{}", ColumnOracle.array((value, mode) -> value)));
        to.add(new Column(
                "a_uuid",
                "uuid[]",
                "{3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11}",
                "{}",
                ColumnOracle.array((value, mode) -> value)));
        to.add(new Column(
                "a_date", "date[]", "{2023-12-21,NULL}", "{}", ColumnOracle.array((value, mode) -> ((java.sql.Date)
                                value)
                        .toLocalDate())));
        to.add(new Column(
                "a_numeric",
                "numeric(10,2)[]",
                "{1.50,NULL}",
                "{}",
                ColumnOracle.array((value, mode) -> mode.is("decimal.handling.mode", "double")
                        ? (Object) ((BigDecimal) value).doubleValue()
                        : mode.is("decimal.handling.mode", "string") ? ((BigDecimal) value).toPlainString() : value)));
    }

    @BeforeAll
    void up() throws Exception {
        stack.up();
        execute("create extension hstore", "create extension ltree", "create extension citext");
        execute("create type mood as enum ('sad', 'very happy')");
        execute("create table all_types (id int primary key, "
                + COLUMNS.stream().map(c -> c.name + " " + c.type).collect(Collectors.joining(", ")) + ")");
        execute(insert(1, Column::ordinary), insert(2, Column::edge), "insert into all_types (id) values (3)");
    }

    private static String insert(int id, java.util.function.Function<Column, String> value) {
        return "insert into all_types values (" + id + ", "
                + COLUMNS.stream()
                        .map(column -> "'" + value.apply(column).replace("'", "''") + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    @AfterAll
    void down() {
        stack.deleteData();
    }

    static Stream<List<String>> settings() {
        return Stream.of(
                        "time.precision.mode",
                        "decimal.handling.mode",
                        "binary.handling.mode",
                        "hstore.handling.mode",
                        "interval.handling.mode")
                .flatMap(name -> ColumnOracle.settings(name).stream().map(value -> List.of(name, value)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyColumnEqualsTheDriversValue(List<String> setting) throws Exception {
        String name = (setting.get(0).charAt(0) + "_" + setting.get(1)).replace('-', '_');
        register(name, setting.get(0), setting.get(1));
        try (TopicTap tap = TopicTap.open(endpoints().bootstrapServers(), name + "\\..*", folder.resolve("dead.jsonl"))) {
            List<Row> read = tap.await(Read.class, 3).stream().map(Read::after).toList();
            execute("insert into all_types select id + " + STREAMED_ID_OFFSET + ", "
                    + COLUMNS.stream().map(Column::name).collect(Collectors.joining(", ")) + " from all_types");
            List<Row> created =
                    tap.await(Create.class, 3).stream().map(Create::after).toList();
            assertThat(tap.malformed()).isZero();

            SoftAssertions all = new SoftAssertions();
            compare(read, new Mode(setting.get(0), setting.get(1), true), all);
            compare(created, new Mode(setting.get(0), setting.get(1), false), all);
            all.assertAll();
        } finally {
            deleteConnector(name);
            execute("delete from all_types where id > " + STREAMED_ID_OFFSET);
        }
    }

    /** Large values, kept out of the row; each as a literal. */
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

    /** The first record of a kind in a table's topic, read with a decoder of the test's own. */
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
                    for (Column column : COLUMNS) {
                        compare(row.get(column.name), table, column, mode, all);
                    }
                }
            }
        }
    }

    private void compare(@Nullable Object actual, ResultSet table, Column column, Mode mode, SoftAssertions all)
            throws SQLException, IOException {
        table.getString(column.name);
        Object expected = table.wasNull() ? null : column.oracle.expected(table, column.name, mode);
        if (expected instanceof LocalDateTime timestamp && exceedsNanosecondRange(timestamp) && mode.time("nanoseconds")) {
            return; // A long of nanoseconds ends with 2262; the connector lets it overflow.
        }
        var assertion = all.assertThat(actual).as("%s %s from %s", column.name, mode, table.getString(column.name));
        if (expected instanceof JsonText json) {
            assertion.isInstanceOf(String.class);
            all.assertThat(new ObjectMapper().readValue(String.valueOf(actual), Object.class))
                    .isEqualTo(json.value());
        } else if (expected instanceof BigDecimal number && actual instanceof BigDecimal decoded) {
            // A decimal without a declared scale comes without the zeros at its end.
            all.assertThat(decoded).as(column.name).isEqualByComparingTo(number);
        } else {
            assertion.isEqualTo(expected);
        }
    }

    private static boolean exceedsNanosecondRange(LocalDateTime timestamp) {
        return !timestamp.equals(LocalDateTime.MAX)
                && !timestamp.equals(LocalDateTime.MIN)
                && (timestamp.getYear() < 1678 || timestamp.getYear() > 2261);
    }

    private void register(String connector, String setting, String value) {
        Map<String, String> config = config(connector, "public.all_types");
        config.put(setting, value);
        new ConnectClient(endpoints().connectUrl()).putConfig(connector, config, TIMEOUT);
    }

    /** A connector besides the stack's own, with a slot and publication of its own. */
    private Map<String, String> config(String connector, String table) {
        Map<String, String> config = new HashMap<>(new ConnectClient(endpoints().connectUrl())
                .findConfig("customer-cdc")
                .orElseThrow());
        config.put("name", connector);
        config.put("topic.prefix", connector);
        config.put("table.include.list", table);
        config.put("slot.name", connector);
        config.put("publication.name", connector);
        return config;
    }

    /** Slots are few: each goes with its connector. */
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
        Endpoints at = endpoints();
        return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
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
