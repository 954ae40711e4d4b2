package dev.ezcdc.instruments.corpus;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** A table of forty columns of different PostgreSQL types, and generated rows for it. */
final class WideTable {

    /** One of this many values is null. */
    private static final int NULL_INTERVAL = 20;

    private static final List<String> WORDS = List.of(
            "change",
            "data",
            "capture",
            "row",
            "table",
            "commit",
            "log",
            "slot",
            "replica",
            "identity",
            "Größe",
            "\"",
            "customer",
            "street",
            "order",
            "of",
            "the",
            "and",
            "to",
            "東京");

    private static final List<String> PREPARATION = List.of(
            "create extension if not exists hstore",
            "create extension if not exists ltree",
            "create extension if not exists citext",
            "create type mood as enum ('sad', 'ok', 'happy')");

    /** A column and a generator for its values. */
    private record Column(String name, String type, ValueGenerator generator) {}

    /** Generates a value as text that PostgreSQL converts. */
    private interface ValueGenerator {
        String generate(Random random);
    }

    private static final List<Column> COLUMNS = columns();

    private WideTable() {}

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        addNumbers(columns);
        addTexts(columns);
        addTimes(columns);
        addOthers(columns);
        return List.copyOf(columns);
    }

    private static void addNumbers(List<Column> columns) {
        columns.add(new Column("an_int2", "smallint", random -> String.valueOf(random.nextInt(60_000) - 30_000)));
        columns.add(new Column("an_int4", "int", random -> String.valueOf(random.nextInt() >> random.nextInt(30))));
        columns.add(new Column("an_int8", "bigint", random -> String.valueOf(random.nextLong() >> random.nextInt(50))));
        columns.add(new Column("a_real", "real", random -> String.valueOf(random.nextInt(2_000_000) / 1_000f)));
        columns.add(
                new Column("a_double", "double precision", random -> String.valueOf(random.nextGaussian() * 1_000)));
        columns.add(new Column("a_bool", "boolean", random -> String.valueOf(random.nextBoolean())));
        columns.add(new Column("a_price", "numeric(12,2)", WideTable::cents));
        columns.add(new Column(
                "a_numeric", "numeric", random -> random.nextInt(100_000) + "." + random.nextInt(1_000_000)));
        columns.add(new Column("a_money", "money", WideTable::cents));
    }

    private static void addTexts(List<Column> columns) {
        columns.add(new Column("a_text", "text", random -> words(random, 1 + random.nextInt(8))));
        columns.add(new Column("a_varchar", "varchar(60)", random -> words(random, 1 + random.nextInt(4))));
        columns.add(new Column("a_citext", "citext", random -> words(random, 1)));
        columns.add(new Column("an_xml", "xml", random -> "<item id=\"" + random.nextInt(1_000) + "\">row</item>"));
        columns.add(new Column("a_json", "json", WideTable::json));
        columns.add(new Column("a_jsonb", "jsonb", WideTable::json));
        columns.add(new Column("a_uuid", "uuid", WideTable::uuid));
        columns.add(new Column(
                "a_mood", "mood", random -> List.of("sad", "ok", "happy").get(random.nextInt(3))));
        columns.add(new Column("an_ltree", "ltree", random -> "Top.Science.n" + random.nextInt(1_000)));
        columns.add(
                new Column("a_tsvector", "tsvector", random -> "fat:" + (1 + random.nextInt(9)) + " cat:3 rat:2,4"));
        columns.add(
                new Column("a_hstore", "hstore", random -> "colour=>red, size=>" + random.nextInt(99) + ", x=>NULL"));
        columns.add(new Column("an_inet", "inet", random -> "10.1." + random.nextInt(256) + "." + random.nextInt(256)));
        columns.add(new Column("a_macaddr", "macaddr", random -> "08:00:2b:01:02:" + (10 + random.nextInt(90))));
    }

    private static void addTimes(List<Column> columns) {
        columns.add(new Column("a_date", "date", WideTable::date));
        columns.add(new Column("a_time", "time", random -> time(random, 6)));
        columns.add(new Column("a_time3", "time(3)", random -> time(random, 3)));
        columns.add(new Column("a_timetz", "timetz", random -> time(random, 6) + "+02:00"));
        columns.add(new Column("a_timestamp", "timestamp", random -> date(random) + " " + time(random, 6)));
        columns.add(new Column("a_timestamp3", "timestamp(3)", random -> date(random) + " " + time(random, 3)));
        columns.add(new Column("a_timestamptz", "timestamptz", random -> date(random) + " " + time(random, 6) + "Z"));
        columns.add(new Column("an_interval", "interval", random -> random.nextInt(30) + " days " + time(random, 6)));
    }

    private static void addOthers(List<Column> columns) {
        columns.add(
                new Column("a_bytea", "bytea", random -> "\\x" + uuid(random).replace("-", "")));
        columns.add(new Column("a_bit", "bit", random -> String.valueOf(random.nextInt(2))));
        columns.add(new Column("some_bits", "bit(9)", random -> Integer.toBinaryString(512 + random.nextInt(512))
                .substring(1)));
        columns.add(new Column(
                "a_range", "int4range", random -> "[" + random.nextInt(9) + "," + (9 + random.nextInt(9)) + ")"));
        columns.add(new Column(
                "a_point", "point", random -> "(" + random.nextInt(9_999) / 100.0 + "," + random.nextDouble() + ")"));
        columns.add(new Column("a_polygon", "polygon", random -> "((0,0),(1,0),(0," + random.nextInt(99) + "))"));
        columns.add(new Column(
                "some_ints", "int[]", random -> "{" + random.nextInt(9_999) + ",NULL," + random.nextInt() + "}"));
        columns.add(
                new Column("some_texts", "text[]", random -> "{change,NULL,\"" + random.nextInt(9_999) + " rows\"}"));
        columns.add(new Column(
                "some_prices", "numeric(12,2)[]", random -> "{" + cents(random) + "," + cents(random) + "}"));
    }

    private static String cents(Random random) {
        return (random.nextInt(10_000_000) - 500_000) / 100 + "." + (10 + random.nextInt(90));
    }

    private static String words(Random random, int count) {
        return random.ints(count, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(" "));
    }

    private static String json(Random random) {
        return "{\"name\": \"row\", \"tags\": [\"a\", \"b\"], \"price\": " + random.nextInt(100_000) / 100.0 + "}";
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String date(Random random) {
        return String.format("%d-%02d-%02d", 1980 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private static String time(Random random, int digits) {
        String fraction = String.format("%06d", random.nextInt(1_000_000)).substring(0, digits);
        return String.format("%02d:%02d:%02d.%s", random.nextInt(24), random.nextInt(60), random.nextInt(60), fraction);
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : PREPARATION) {
                statement.execute(sql);
            }
            statement.execute("create table wide (id int primary key, "
                    + COLUMNS.stream().map(c -> c.name() + " " + c.type()).collect(Collectors.joining(", ")) + ")");
        }
    }

    /** Inserts rows, each in a separate transaction. The same seed inserts the same rows. */
    static void insert(Connection connection, int rows, Random random) throws SQLException {
        String values = COLUMNS.stream().map(column -> "?::" + column.type()).collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement("insert into wide values (?, " + values + ")")) {
            for (int id = 1; id <= rows; id++) {
                insert.setInt(1, id);
                for (int i = 0; i < COLUMNS.size(); i++) {
                    insert.setString(
                            i + 2,
                            random.nextInt(NULL_INTERVAL) == 0
                                    ? null
                                    : COLUMNS.get(i).generator().generate(random));
                }
                insert.execute();
            }
        }
    }
}
