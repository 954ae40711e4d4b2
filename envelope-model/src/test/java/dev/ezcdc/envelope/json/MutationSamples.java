package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.ConformanceEnvelopes.field;
import static dev.ezcdc.envelope.json.ConformanceEnvelopes.struct;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Valid records to mutate: real ones, and records of every type and kind. */
final class MutationSamples {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sample(byte @Nullable [] key, byte @Nullable [] value) {}

    static final List<String> LOGICAL_NAMES = List.of(
            "io.debezium.time.Date",
            "io.debezium.time.Time",
            "io.debezium.time.MicroTime",
            "io.debezium.time.NanoTime",
            "io.debezium.time.Timestamp",
            "io.debezium.time.MicroTimestamp",
            "io.debezium.time.NanoTimestamp",
            "io.debezium.time.ZonedTime",
            "io.debezium.time.ZonedTimestamp",
            "io.debezium.time.Interval",
            "io.debezium.time.MicroDuration",
            "io.debezium.time.NanoDuration",
            "io.debezium.time.Year",
            "io.debezium.time.IsoDate",
            "io.debezium.time.IsoTime",
            "io.debezium.time.IsoTimestamp",
            "io.debezium.time.StructuredDate",
            "io.debezium.time.StructuredTime",
            "io.debezium.time.StructuredTimestamp",
            "io.debezium.time.StructuredZonedTime",
            "io.debezium.time.StructuredZonedTimestamp",
            "io.debezium.time.StructuredDuration",
            "io.debezium.data.Bits",
            "io.debezium.data.Enum",
            "io.debezium.data.EnumSet",
            "io.debezium.data.Json",
            "io.debezium.data.Uuid",
            "io.debezium.data.Xml",
            "io.debezium.data.Ltree",
            "io.debezium.data.Tsvector",
            "io.debezium.data.VariableScaleDecimal",
            "io.debezium.data.DoubleVector",
            "io.debezium.data.FloatVector",
            "io.debezium.data.SparseDoubleVector",
            "io.debezium.data.geometry.Point",
            "io.debezium.data.geometry.Geometry",
            "io.debezium.data.geometry.Geography",
            "io.debezium.data.geometry.Circle",
            "io.debezium.data.geometry.Line",
            "org.apache.kafka.connect.data.Decimal",
            "org.apache.kafka.connect.data.Date",
            "org.apache.kafka.connect.data.Time",
            "org.apache.kafka.connect.data.Timestamp",
            "io.debezium.connector.postgresql.Source",
            "event.block",
            "shop.public.documents.Envelope",
            "io.debezium.connector.common.Heartbeat",
            "x.MessageValue");

    private static final String NUMBERS = "\"type\":\"array\",\"items\":{\"type\":\"double\",\"optional\":false}";

    /** Schemas of columns, each with a value. */
    private static final String[][] COLUMNS = {
        {"\"type\":\"int8\"", "-7"},
        {"\"type\":\"int16\"", "300"},
        {"\"type\":\"int32\"", "70000"},
        {"\"type\":\"int64\"", "9007199254740993"},
        {"\"type\":\"float\"", "1.5"},
        {"\"type\":\"double\"", "0.1"},
        {"\"type\":\"double\"", "1.7976931348623157e308"},
        {"\"type\":\"boolean\"", "true"},
        {"\"type\":\"string\"", "\"plain\""},
        {"\"type\":\"string\"", "\"öäü \ud83d\ude00 \\n \\\"q\\\" \\ud83d\\ude00\""},
        {"\"type\":\"bytes\"", "\"AQID\""},
        logicalColumn("int32", "time.Date", "19783"),
        logicalColumn("int32", "time.Time", "86399999"),
        logicalColumn("int64", "time.MicroTime", "86399999999"),
        logicalColumn("int64", "time.NanoTime", "1"),
        logicalColumn("int64", "time.Timestamp", "1703166402653"),
        logicalColumn("int64", "time.MicroTimestamp", "-1703166402653123"),
        logicalColumn("int64", "time.NanoTimestamp", "1703166402653123456"),
        logicalColumn("string", "time.ZonedTimestamp", "\"2023-12-21T13:46:42.653123Z\""),
        logicalColumn("string", "time.ZonedTime", "\"13:46:42.5+02:00\""),
        logicalColumn("string", "time.Interval", "\"P1Y2M3DT4H5M6.5S\""),
        logicalColumn("int64", "time.MicroDuration", "1000001"),
        logicalColumn("int64", "time.NanoDuration", "1000000001"),
        logicalColumn("int32", "time.Year", "2024"),
        logicalColumn("string", "time.IsoDate", "\"2024-02-29Z\""),
        logicalColumn("string", "time.IsoTime", "\"13:46:42Z\""),
        logicalColumn("string", "time.IsoTimestamp", "\"2024-02-29T13:46:42Z\""),
        logicalColumn("bytes", "data.Bits", "\"AQ==\""),
        logicalColumn("string", "data.Enum", "\"red\""),
        logicalColumn("string", "data.EnumSet", "\"a,b\""),
        logicalColumn("string", "data.Json", "\"{\\\"a\\\": [1, 2]}\""),
        logicalColumn("string", "data.Uuid", "\"0f0d1a52-9f3f-4c2e-8a63-0c7d1a1b2c3d\""),
        logicalColumn("string", "data.Xml", "\"<a/>\""),
        logicalColumn("string", "data.Ltree", "\"a.b\""),
        logicalColumn("string", "data.Tsvector", "\"'a':1\""),
        {
            "\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\",\"version\":1,\"parameters\":{\"scale\":\"2\","
                    + "\"connect.decimal.precision\":\"10\"}",
            "\"MDk=\""
        },
        {"\"type\":\"int32\",\"name\":\"org.apache.kafka.connect.data.Date\",\"version\":1", "19783"},
        {"\"type\":\"int32\",\"name\":\"org.apache.kafka.connect.data.Time\",\"version\":1", "1000"},
        {"\"type\":\"int64\",\"name\":\"org.apache.kafka.connect.data.Timestamp\",\"version\":1", "1703166402653"},
        structColumn("data.VariableScaleDecimal", "{\"scale\":3,\"value\":\"MDk=\"}", "int32 scale", "bytes value"),
        structColumn(
                "data.geometry.Point",
                "{\"x\":1.5,\"y\":2.25,\"wkb\":null,\"srid\":null}",
                "double x",
                "double y",
                "bytes wkb?",
                "int32 srid?"),
        structColumn(
                "data.geometry.Geometry",
                "{\"wkb\":\"AQEAAAAAAAAAAADwPwAAAAAAAABA\",\"srid\":4326}",
                "bytes wkb",
                "int32 srid?"),
        {NUMBERS + ",\"name\":\"io.debezium.data.DoubleVector\",\"version\":1", "[1.5,-2.25]"},
        {
            "\"type\":\"array\",\"items\":{\"type\":\"float\",\"optional\":false},\"name\":\"io.debezium.data.FloatVector\",\"version\":1",
            "[1.5,0.1]"
        },
        {"\"type\":\"array\",\"items\":{\"type\":\"string\",\"optional\":true}", "[\"a\",null,\"ä\"]"},
        {"\"type\":\"array\",\"items\":{\"type\":\"int32\",\"optional\":true}", "[1,null,-3]"},
        {
            "\"type\":\"array\",\"items\":{\"type\":\"array\",\"optional\":true,\"items\":{\"type\":\"int64\",\"optional\":true}}",
            "[[1],[],null]"
        },
        {
            "\"type\":\"map\",\"keys\":{\"type\":\"string\",\"optional\":false},\"values\":{\"type\":\"string\",\"optional\":true}",
            "{\"a\":\"b\",\"c\":null}"
        },
        {
            "\"type\":\"map\",\"keys\":{\"type\":\"int32\",\"optional\":false},\"values\":{\"type\":\"string\",\"optional\":true}",
            "[[1,\"b\"],[2,null]]"
        },
        {"\"type\":\"string\"", "\"__debezium_unavailable_value\""},
        {"\"type\":\"int32\",\"default\":7", "8"},
    };

    private MutationSamples() {}

    private static String[] logicalColumn(String type, String name, String value) {
        return new String[] {"\"type\":\"" + type + "\",\"name\":\"io.debezium." + name + "\",\"version\":1", value};
    }

    /** Returns a column with a struct. A question mark after a field's name makes it optional. */
    private static String[] structColumn(String name, String value, String... fields) {
        String[] schemas = new String[fields.length];
        for (int i = 0; i < fields.length; i++) {
            String[] words = fields[i].split("[ ?]", -1);
            schemas[i] = field(words[1], "\"type\":\"" + words[0] + "\",\"optional\":" + fields[i].endsWith("?"));
        }
        return new String[] {
            struct("io.debezium." + name, false, schemas).replace("\"optional\":false,\"name\"", "\"name\""), value
        };
    }

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>(real());
        all.addAll(read("generated.txt"));
        byte[] key = ConformanceEnvelopes.key();
        for (String[] column : COLUMNS) {
            all.add(new Sample(
                    key, ConformanceEnvelopes.typedEnvelope(column[0] + ",\"optional\":true", utf8(column[1]))));
        }
        all.add(new Sample(key, everyType()));
        all.add(new Sample(
                key,
                ConformanceEnvelopes.schemalessEnvelope(
                        utf8("{\"a\":[1,2.50,null,true,\"x\"],\"b\":{\"c\":\"ä\\ud83d\\ude00\",\"d\":-1e3}}"))));
        all.add(new Sample(key, null));
        all.addAll(others());
        return all;
    }

    /** Returns the schema of a column, selected by any number. */
    static String columnSchema(int number) {
        return COLUMNS[number % COLUMNS.length][0];
    }

    /** Returns a change with all columns in one row. */
    private static byte[] everyType() {
        List<String> fields = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < COLUMNS.length; i++) {
            fields.add(field("c" + i, COLUMNS[i][0] + ",\"optional\":true"));
            values.add("\"c" + i + "\":" + COLUMNS[i][1]);
        }
        return ConformanceEnvelopes.typedEnvelope(
                struct("all.Types", true, fields.toArray(String[]::new)), utf8("{" + String.join(",", values) + "}"));
    }

    /** Returns records of kinds and connectors for which there are no real records. */
    private static List<Sample> others() {
        String source =
                "{\"version\":\"3.7.0.Final\",\"connector\":\"%s\",\"name\":\"n\",\"ts_ms\":1703166402653,\"snapshot\":\"false\","
                        + "\"db\":\"d\",\"sequence\":null,\"ts_us\":1703166402653123,\"ts_ns\":1703166402653123456%s}";
        String postgres = String.format(
                source, "postgresql", ",\"schema\":\"s\",\"table\":\"t\",\"txId\":1,\"lsn\":2,\"xmin\":null");
        String change =
                "{\"before\":%s,\"after\":%s,\"source\":%s,\"op\":\"%s\",\"ts_ms\":1,\"ts_us\":1000,\"ts_ns\":1000000,\"transaction\":%s}";
        List<Sample> all = new ArrayList<>();
        String[] connectors = {
            "mysql",
                    ",\"table\":\"t\",\"server_id\":1,\"gtid\":null,\"file\":\"b.1\",\"pos\":4,\"row\":0,\"thread\":7,\"query\":null",
            "sqlserver",
                    ",\"schema\":\"s\",\"table\":\"t\",\"change_lsn\":\"00000027:00000758:0003\",\"commit_lsn\":\"00000027:00000758:0005\",\"event_serial_no\":1",
            "oracle",
                    ",\"schema\":\"s\",\"table\":\"t\",\"txId\":\"06\",\"scn\":\"123\",\"commit_scn\":\"124\",\"ssn\":0",
            "mongodb", ",\"collection\":\"c\",\"ord\":1,\"lsid\":null,\"txnNumber\":null,\"wallTime\":null",
            "db2", ",\"schema\":\"s\",\"table\":\"t\",\"change_lsn\":\"1\",\"commit_lsn\":\"2\"",
            "newer", ",\"shard\":\"-80\""
        };
        for (int i = 0; i < connectors.length; i += 2) {
            String row = connectors[i].equals("mongodb") ? "\"{\\\"_id\\\": 1}\"" : "{\"id\":1}";
            add(
                    all,
                    "{\"id\":1}",
                    String.format(
                            change, "null", row, String.format(source, connectors[i], connectors[i + 1]), "c", "null"));
        }
        add(
                all,
                "{\"id\":\"1\"}",
                String.format(
                        change,
                        "null",
                        "\"{\\\"_id\\\": 1}\"",
                        String.format(source, "mongodb", ",\"collection\":\"c\",\"ord\":1,\"wallTime\":2"),
                        "u",
                        "null,\"updateDescription\":{\"removedFields\":[\"a\"],\"updatedFields\":\"{\\\"b\\\": 2}\","
                                + "\"truncatedArrays\":[{\"field\":\"c\",\"size\":1}]}"));
        add(all, null, String.format(change, "null", "null", postgres, "t", "null"));
        add(
                all,
                "{\"id\":1}",
                String.format(
                        change,
                        "{\"id\":1}",
                        "null",
                        postgres,
                        "d",
                        "{\"id\":\"1:2\",\"total_order\":1,\"data_collection_order\":1}"));
        add(
                all,
                "{\"prefix\":\"p\"}",
                "{\"op\":\"m\",\"ts_ms\":1,\"source\":" + postgres
                        + ",\"message\":{\"prefix\":\"p\",\"content\":\"AQID\"}}");
        add(all, "{\"serverName\":\"n\"}", "{\"ts_ms\":1}");
        add(
                all,
                "{\"id\":\"1:2\"}",
                "{\"status\":\"END\",\"id\":\"1:2\",\"event_count\":1,\"data_collections\":[{\"data_collection\":\"s.t\",\"event_count\":1}],\"ts_ms\":1}");
        add(
                all,
                "{\"databaseName\":\"d\"}",
                "{\"source\":" + postgres
                        + ",\"ts_ms\":1,\"databaseName\":\"d\",\"schemaName\":\"s\",\"ddl\":\"x\",\"tableChanges\":[{\"type\":\"CREATE\",\"id\":\"t\",\"table\":{}}]}");
        add(
                all,
                null,
                "{\"id\":\"i\",\"type\":\"t\",\"aggregate_type\":\"a\",\"additional_data\":{\"a\":\"b\"},\"timestamp\":1}");
        return all;
    }

    private static void add(List<Sample> to, @Nullable String key, String value) {
        to.add(new Sample(key == null ? null : utf8(key), utf8(value)));
    }

    /** Returns records that the real stack wrote. */
    static List<Sample> real() {
        return read("records.txt");
    }

    private static List<Sample> read(String name) {
        InputStream resource = Objects.requireNonNull(MutationSamples.class.getResourceAsStream(name));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            List<Sample> samples = new ArrayList<>();
            lines.readLine();
            for (String key = lines.readLine(); key != null; key = lines.readLine()) {
                String value = Objects.requireNonNull(lines.readLine());
                samples.add(new Sample(utf8(key), value.isEmpty() ? null : utf8(value)));
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
