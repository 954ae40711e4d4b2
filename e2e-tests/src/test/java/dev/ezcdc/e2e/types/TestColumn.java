package dev.ezcdc.e2e.types;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of the test table.
 *
 * @param ordinary SQL text of a common value
 * @param edge SQL text of an extreme value
 * @param oracle computes the expected Java value
 */
record TestColumn(String name, String type, String ordinary, String edge, ColumnOracle oracle) {

    /** Columns of every PostgreSQL type that Debezium captures. */
    static final List<TestColumn> ALL = createAll();

    private static List<TestColumn> createAll() {
        List<TestColumn> columns = new ArrayList<>();
        addNumbers(columns);
        addTexts(columns);
        addTimes(columns);
        addShapesAndBits(columns);
        addArrays(columns);
        return List.copyOf(columns);
    }

    private static void addNumbers(List<TestColumn> columns) {
        columns.add(new TestColumn("c_int2", "smallint", "-7", "32767", ColumnOracle.of(Short.class)));
        columns.add(new TestColumn("c_int4", "int", "-7", "-2147483648", ColumnOracle.of(Integer.class)));
        columns.add(new TestColumn("c_int8", "bigint", "-7", "9223372036854775807", ColumnOracle.of(Long.class)));
        columns.add(new TestColumn("c_oid", "oid", "7", "4294967295", ColumnOracle.of(Long.class)));
        columns.add(new TestColumn("c_real", "real", "0.1", "NaN", ColumnOracle.of(Float.class)));
        columns.add(new TestColumn("c_double", "double precision", "0.1", "-Infinity", ColumnOracle.of(Double.class)));
        columns.add(new TestColumn("c_bool", "boolean", "true", "false", ColumnOracle.of(Boolean.class)));
        columns.add(new TestColumn(
                "c_numeric",
                "numeric(38,4)",
                "12.5",
                "-1234567890123456789012345678901234.5678",
                ColumnOracle.decimal()));
        columns.add(new TestColumn("c_variable", "numeric", "12.5", "1e40", ColumnOracle.decimal()));
        // From PostgreSQL 15 on. The connector reads the scale -2 as 2046.
        columns.add(new TestColumn(
                "c_negative_scale", "numeric(3,-2)", "12300", "-99900", ColumnOracle.decimalOfNegativeScale()));
        columns.add(new TestColumn("c_money", "money", "12.34", "-90000000.01", ColumnOracle.money()));
        columns.add(new TestColumn("c_bytea", "bytea", "\\x00ff7f", "\\x", ColumnOracle.bytes()));
    }

    private static void addTexts(List<TestColumn> columns) {
        String special = "ä€\uD83D\uDE00 \" \\ \n\t {}[]";
        for (String type : List.of("text", "varchar(40)", "citext", "xml")) {
            String name = "c_" + type.replaceAll("\\W.*", "");
            columns.add(new TestColumn(
                    name, type, "plain", type.equals("xml") ? "<a b=\"c\">ä</a>" : special, ColumnOracle.text()));
        }
        columns.add(new TestColumn("c_char", "char(5)", "ab", "abcde", ColumnOracle.text()));
        columns.add(new TestColumn("c_json", "json", "{\"a\": [1, null]}", "\"x\"", ColumnOracle.text()));
        columns.add(new TestColumn("c_jsonb", "jsonb", "{\"a\": [1, null]}", "1e3", ColumnOracle.text()));
        columns.add(new TestColumn(
                "c_uuid",
                "uuid",
                "3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11",
                "00000000-0000-0000-0000-000000000000",
                ColumnOracle.of(java.util.UUID.class)));
        columns.add(new TestColumn("c_mood", "mood", "sad", "very happy", ColumnOracle.text()));
        columns.add(new TestColumn("c_ltree", "ltree", "Top.Science", "", ColumnOracle.text()));
        columns.add(new TestColumn("c_tsvector", "tsvector", "a fat cat", "", ColumnOracle.text()));
        columns.add(new TestColumn("c_hstore", "hstore", "a=>1", "\"a b\"=>\"c\\\"\", x=>NULL", ColumnOracle.hstore()));
        columns.add(new TestColumn("c_inet", "inet", "10.0.0.1/8", "::1", ColumnOracle.text()));
        columns.add(new TestColumn("c_cidr", "cidr", "10.0.0.0/8", "::/0", ColumnOracle.text()));
        columns.add(
                new TestColumn("c_macaddr", "macaddr", "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff", ColumnOracle.text()));
        columns.add(new TestColumn("c_int4range", "int4range", "[1,5)", "empty", ColumnOracle.text()));
        columns.add(new TestColumn("c_int8range", "int8range", "[1,5)", "(,)", ColumnOracle.text()));
        columns.add(new TestColumn("c_numrange", "numrange", "[1.5,5.0)", "empty", ColumnOracle.text()));
        columns.add(new TestColumn("c_daterange", "daterange", "[2023-01-01,2023-02-01)", "(,)", ColumnOracle.text()));
    }

    private static void addTimes(List<TestColumn> columns) {
        columns.add(new TestColumn("c_date", "date", "2023-12-21", "0044-03-15 BC", ColumnOracle.date()));
        columns.add(new TestColumn("c_date_inf", "date", "infinity", "-infinity", ColumnOracle.date()));
        columns.add(new TestColumn("c_time", "time", "13:46:42.123456", "24:00", ColumnOracle.time()));
        columns.add(new TestColumn("c_time3", "time(3)", "13:46:42.123", "00:00", ColumnOracle.time()));
        columns.add(new TestColumn("c_timetz", "timetz", "13:46:42.5+05:30", "24:00+00", ColumnOracle.timeWithZone()));
        columns.add(new TestColumn(
                "c_ts", "timestamp", "2023-12-21 13:46:42.123456", "0044-03-15 10:00 BC", ColumnOracle.timestamp()));
        columns.add(new TestColumn(
                "c_ts3",
                "timestamp(3)",
                "2023-12-21 13:46:42.123",
                "1969-12-31 23:59:59.999",
                ColumnOracle.timestamp()));
        columns.add(new TestColumn("c_ts_inf", "timestamp", "infinity", "-infinity", ColumnOracle.timestamp()));
        columns.add(new TestColumn("c_ts3_inf", "timestamp(3)", "infinity", "-infinity", ColumnOracle.timestamp()));
        columns.add(new TestColumn(
                "c_tstz",
                "timestamptz",
                "2023-12-21 13:46:42.123456+05:30",
                "294276-12-31 23:59:59.999999+00",
                ColumnOracle.timestampWithZone()));
        columns.add(
                new TestColumn("c_tstz_inf", "timestamptz", "infinity", "-infinity", ColumnOracle.timestampWithZone()));
        columns.add(new TestColumn(
                "c_interval",
                "interval",
                "1 year 2 mons -3 days 04:05:06.789",
                "-1 mons -00:00:00.000001",
                ColumnOracle.interval()));
    }

    private static void addShapesAndBits(List<TestColumn> columns) {
        columns.add(new TestColumn("c_bit1", "bit(1)", "1", "0", ColumnOracle.of(Boolean.class)));
        columns.add(new TestColumn("c_bit9", "bit(9)", "100000001", "000000000", ColumnOracle.bits()));
        columns.add(new TestColumn("c_varbit", "bit varying(20)", "101", "", ColumnOracle.bits()));
        columns.add(new TestColumn("c_point", "point", "(1,2)", "(-1e300,0.1)", ColumnOracle.shape()));
        columns.add(new TestColumn("c_line", "line", "{1,2,3}", "{0,1,0}", ColumnOracle.shape()));
        columns.add(new TestColumn("c_circle", "circle", "<(1,2),3>", "<(0,0),0>", ColumnOracle.shape()));
        columns.add(new TestColumn("c_lseg", "lseg", "[(1,2),(3,4)]", "[(0,0),(0,0)]", ColumnOracle.shape()));
        columns.add(new TestColumn("c_box", "box", "(3,4),(1,2)", "(0,0),(0,0)", ColumnOracle.shape()));
        columns.add(new TestColumn("c_path", "path", "[(1,2),(3,4)]", "((1,2),(3,4),(5,6))", ColumnOracle.shape()));
        columns.add(new TestColumn(
                "c_polygon", "polygon", "((1,2),(3,4),(5,6))", "((0,0),(1,0),(0,1))", ColumnOracle.shape()));
    }

    private static void addArrays(List<TestColumn> columns) {
        columns.add(new TestColumn(
                "a_int2", "smallint[]", "{1,NULL}", "{}", ColumnOracle.array((value, mode) -> ((Number) value)
                        .shortValue())));
        columns.add(new TestColumn("a_int4", "int[]", "{1,NULL}", "{}", ColumnOracle.array((value, mode) -> value)));
        columns.add(new TestColumn("a_int8", "bigint[]", "{1,NULL}", "{}", ColumnOracle.array((value, mode) -> value)));
        columns.add(new TestColumn(
                "a_float8", "double precision[]", "{0.1,NaN}", "{}", ColumnOracle.array((value, mode) -> value)));
        columns.add(new TestColumn(
                "a_text", "text[]", "{a,NULL,\"b \\\" c\",\"\"}", "{}", ColumnOracle.array((value, mode) -> value)));
        columns.add(
                new TestColumn("a_bool", "boolean[]", "{t,f,NULL}", "{}", ColumnOracle.array((value, mode) -> value)));
        columns.add(new TestColumn(
                "a_uuid",
                "uuid[]",
                "{3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11}",
                "{}",
                ColumnOracle.array((value, mode) -> value)));
        columns.add(new TestColumn(
                "a_date", "date[]", "{2023-12-21,NULL}", "{}", ColumnOracle.array((value, mode) -> ((java.sql.Date)
                                value)
                        .toLocalDate())));
        columns.add(new TestColumn(
                "a_numeric",
                "numeric(10,2)[]",
                "{1.50,NULL}",
                "{}",
                ColumnOracle.array((value, mode) -> mode.is("decimal.handling.mode", "double")
                        ? (Object) ((BigDecimal) value).doubleValue()
                        : mode.is("decimal.handling.mode", "string") ? ((BigDecimal) value).toPlainString() : value)));
    }
}
