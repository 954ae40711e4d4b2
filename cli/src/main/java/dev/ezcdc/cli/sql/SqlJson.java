package dev.ezcdc.cli.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON objects, one per line. Numbers, Booleans and JSON keep their type, without rounding; every other value is
 * PostgreSQL's text. NaN and the infinities are text, too, because JSON has no number for them.
 */
final class SqlJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private SqlJson() {}

    static void print(ResultSet result, PrintWriter out) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        while (result.next()) {
            ObjectNode row = JSON.createObjectNode();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                row.set(meta.getColumnLabel(i), toJson(meta.getColumnTypeName(i), result.getString(i)));
            }
            out.println(row);
        }
    }

    private static JsonNode toJson(String type, @Nullable String value) {
        JsonNodeFactory nodes = JSON.getNodeFactory();
        if (value == null) {
            return nodes.nullNode();
        }
        return switch (type) {
            case "bool" -> nodes.booleanNode(value.equals("t"));
            case "int2", "int4", "int8", "serial", "bigserial", "smallserial", "oid", "float4", "float8", "numeric" ->
                Character.isLetter(value.charAt(value.length() - 1))
                        ? nodes.textNode(value)
                        : nodes.numberNode(new BigDecimal(value));
            case "json", "jsonb" -> parse(value);
            default -> nodes.textNode(value);
        };
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL sent malformed JSON", e);
        }
    }
}
