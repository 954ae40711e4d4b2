package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Builds envelopes with arbitrary bytes in place of a value, whether they are JSON or not. */
final class ConformanceEnvelopes {

    private static final String SOURCE = """
            {"version":"3.7.0.Final","connector":"postgresql","name":"shop","ts_ms":1703166402653,"snapshot":"false",\
            "db":"shop","sequence":"[\\"24284632\\",\\"24284688\\"]","ts_us":1703166402653123,\
            "ts_ns":1703166402653123000,"schema":"public","table":"documents","txId":740,"lsn":24284688,"xmin":null,\
            "origin":null,"origin_lsn":null}""";
    private static final String TAIL = ",\"source\":" + SOURCE
            + ",\"transaction\":null,\"op\":\"c\",\"ts_ms\":1703166402765,\"ts_us\":1703166402765432,"
            + "\"ts_ns\":1703166402765432100}";
    private static final String SOURCE_SCHEMA = struct(
            "io.debezium.connector.postgresql.Source",
            false,
            string("version", false),
            string("connector", false),
            string("name", false),
            int64("ts_ms", false),
            string("snapshot", true),
            string("db", false),
            string("sequence", true),
            int64("ts_us", true),
            int64("ts_ns", true),
            string("schema", false),
            string("table", false),
            int64("txId", true),
            int64("lsn", true),
            int64("xmin", true),
            string("origin", true),
            int64("origin_lsn", true));
    private static final String TRANSACTION_SCHEMA = struct(
            "event.block",
            true,
            string("id", false),
            int64("total_order", false),
            int64("data_collection_order", false));

    private ConformanceEnvelopes() {}

    static byte[] key() {
        return "{\"id\":1}".getBytes(UTF_8);
    }

    /** Returns a create without schema, in which the column {@code doc} is between two others. */
    static byte[] schemalessEnvelope(byte[] document) {
        return splice("{\"before\":null,\"after\":{\"id\":1,\"doc\":", document, ",\"last\":true}" + TAIL);
    }

    /** Returns a create without schema, in which {@code doc} is the only column. */
    static byte[] singleColumnEnvelope(byte[] document) {
        return splice("{\"before\":null,\"after\":{\"doc\":", document, "}" + TAIL);
    }

    /**
     * Returns a create in which the column {@code doc} has the given type.
     *
     * @param type a Connect schema in JSON, without its braces
     */
    static byte[] typedEnvelope(String type, byte[] document) {
        String row = struct("shop.public.documents.Value", true, int32("id"), field("doc", type), bool("last"));
        String schema = struct(
                "shop.public.documents.Envelope",
                false,
                field("before", row),
                field("after", row),
                field("source", SOURCE_SCHEMA),
                field("transaction", TRANSACTION_SCHEMA),
                string("op", false),
                int64("ts_ms", true),
                int64("ts_us", true),
                int64("ts_ns", true));
        return splice(
                "{\"schema\":{" + schema + "},\"payload\":{\"before\":null,\"after\":{\"id\":1,\"doc\":",
                document,
                ",\"last\":true}" + TAIL + "}");
    }

    /** Returns a schema for a JSON value in the form for {@link #typedEnvelope}; null if Connect has none. */
    static @Nullable String typeFor(JsonNode value) {
        if (value.isTextual()) {
            return "\"type\":\"string\",\"optional\":true";
        }
        if (value.isBoolean()) {
            return "\"type\":\"boolean\",\"optional\":true";
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return "\"type\":\"int64\",\"optional\":true";
        }
        if (value.isNumber()) {
            return "\"type\":\"double\",\"optional\":true";
        }
        if (value.isNull()) {
            return "\"type\":\"string\",\"optional\":true";
        }
        if (value.isArray()) {
            return commonType(value, "\"type\":\"array\",\"optional\":true,\"items\":{");
        }
        return commonType(
                value,
                "\"type\":\"map\",\"optional\":true,\"keys\":{\"type\":\"string\",\"optional\":false},\"values\":{");
    }

    private static @Nullable String commonType(JsonNode elements, String outer) {
        String type = null;
        for (JsonNode element : elements) {
            String elementType = typeFor(element);
            if (elementType == null || (type != null && !type.equals(elementType) && !element.isNull())) {
                return null;
            }
            type = type == null || !element.isNull() ? elementType : type;
        }
        return outer + (type == null ? "\"type\":\"string\",\"optional\":true" : type) + "}";
    }

    static byte[] splice(String before, byte[] document, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(UTF_8));
        out.writeBytes(document);
        out.writeBytes(after.getBytes(UTF_8));
        return out.toByteArray();
    }

    static String struct(String name, boolean optional, String... fields) {
        return "\"type\":\"struct\",\"fields\":[" + String.join(",", fields) + "],\"optional\":" + optional
                + ",\"name\":\"" + name + "\"";
    }

    static String field(String name, String type) {
        return "{" + type + ",\"field\":\"" + name + "\"}";
    }

    private static String string(String name, boolean optional) {
        return field(name, "\"type\":\"string\",\"optional\":" + optional);
    }

    private static String int64(String name, boolean optional) {
        return field(name, "\"type\":\"int64\",\"optional\":" + optional);
    }

    private static String int32(String name) {
        return field(name, "\"type\":\"int32\",\"optional\":false");
    }

    private static String bool(String name) {
        return field(name, "\"type\":\"boolean\",\"optional\":false");
    }
}
