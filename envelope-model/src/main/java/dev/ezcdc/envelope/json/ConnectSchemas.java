package dev.ezcdc.envelope.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.Column;
import dev.ezcdc.envelope.ColumnType;
import dev.ezcdc.envelope.ColumnType.Base;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connect's schemas as JsonConverter writes them ({@code org.apache.kafka.connect.json.JsonSchema}): {@code type},
 * {@code optional}, {@code name}, {@code parameters}, {@code fields} (each with {@code field}), {@code items},
 * {@code keys} and {@code values}. Cold: a schema is read once.
 */
final class ConnectSchemas {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final MalformedEnvelopeException.Part part;
    private final int start;

    private ConnectSchemas(MalformedEnvelopeException.Part part, int start) {
        this.part = part;
        this.start = start;
    }

    /** The type that the schema in {@code bytes[start, end)}, which is well-formed JSON, describes. */
    static ColumnType read(byte[] bytes, int start, int end, MalformedEnvelopeException.Part part) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(bytes, start, end - start);
        } catch (IOException e) {
            throw new MalformedEnvelopeException(part, start, "a Connect schema, every name in it once", null);
        }
        return new ConnectSchemas(part, start).type(tree, 0);
    }

    private ColumnType type(@Nullable JsonNode node, int depth) {
        if (node == null || !node.isObject() || depth > JsonCursor.MAX_DEPTH) {
            throw fail("a Connect schema with a type");
        }
        Base base = base(node);
        JsonNode optional = node.path("optional");
        JsonNode name = node.path("name");
        if (!(optional.isBoolean() || isAbsent(optional)) || !(name.isTextual() || isAbsent(name))) {
            throw fail("a Connect schema whose optional is true or false and whose name is a string");
        }
        return new ColumnType(
                base,
                optional.asBoolean(false),
                name.isTextual() ? name.textValue() : null,
                parameters(node),
                base == Base.MAP ? type(node.get("keys"), depth + 1) : null,
                base == Base.MAP
                        ? type(node.get("values"), depth + 1)
                        : base == Base.ARRAY ? type(node.get("items"), depth + 1) : null,
                base == Base.STRUCT ? fields(node, depth) : List.of());
    }

    private Base base(JsonNode node) {
        return switch (node.path("type").isTextual() ? node.path("type").textValue() : "") {
            case "int8" -> Base.INT8;
            case "int16" -> Base.INT16;
            case "int32" -> Base.INT32;
            case "int64" -> Base.INT64;
            case "float", "float32" -> Base.FLOAT32;
            case "double", "float64" -> Base.FLOAT64;
            case "boolean" -> Base.BOOLEAN;
            case "string" -> Base.STRING;
            case "bytes" -> Base.BYTES;
            case "array" -> Base.ARRAY;
            case "map" -> Base.MAP;
            case "struct" -> Base.STRUCT;
            default -> throw fail("a Connect schema whose type is one of Connect's own");
        };
    }

    private Map<String, String> parameters(JsonNode node) {
        JsonNode given = node.path("parameters");
        Map<String, String> parameters = new HashMap<>();
        for (Map.Entry<String, JsonNode> parameter : given.properties()) {
            if (!parameter.getValue().isTextual()) {
                throw fail("a Connect schema whose parameters are strings");
            }
            parameters.put(parameter.getKey(), parameter.getValue().textValue());
        }
        if (!given.isObject() && !isAbsent(given)) {
            throw fail("a Connect schema whose parameters are strings");
        }
        return parameters;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private List<Column> fields(JsonNode node, int depth) {
        if (!node.path("fields").isArray()) {
            throw fail("a struct schema with fields");
        }
        List<Column> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode field : node.path("fields")) {
            String name = field.path("field").isTextual() ? field.path("field").textValue() : null;
            if (name == null || !names.add(name)) {
                throw fail("a struct schema whose fields have a name each, every name once");
            }
            fields.add(new Column(name, type(field, depth + 1)));
        }
        return fields;
    }

    private MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, start, expected, null);
    }
}
