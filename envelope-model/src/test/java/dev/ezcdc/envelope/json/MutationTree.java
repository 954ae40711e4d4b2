package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.ConformanceOracle.require;
import static dev.ezcdc.envelope.json.ConformanceOracle.requireEqual;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.record.ForeignKeys;
import dev.ezcdc.envelope.source.MongoSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses records independently of the decoder: Jackson's tree reads characters instead of bytes, after the JDK's strict UTF-8
 * decoder.
 */
final class MutationTree {

    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JsonCursor.MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(JsonCursor.MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private MutationTree() {}

    /** Returns the tree; null if the bytes are not JSON or contain a number that no Java type can hold. */
    static @Nullable JsonNode parseOrNull(byte[] bytes) {
        try {
            return isJson(bytes) ? STRICT.readTree(decodeText(bytes)) : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /** Returns whether the bytes are one JSON value without unpaired surrogates. */
    static boolean isJson(byte[] bytes) {
        try (JsonParser parser = STRICT.createParser(decodeText(bytes))) {
            JsonToken token = parser.nextToken();
            int level = 0;
            boolean isSingleValue = token != null;
            while (token != null) {
                boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (text && parser.getText().codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
                    return false;
                }
                level += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                token = parser.nextToken();
                isSingleValue &= token == null || level > 0;
            }
            return isSingleValue;
        } catch (IOException e) {
            return false;
        }
    }

    private static String decodeText(byte[] bytes) throws IOException {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        if (text.startsWith("\ufeff")) {
            throw new IOException("a byte order mark");
        }
        return text;
    }

    /** Fails if an accepted record is not JSON or has other values than the tree. */
    static void checkRecord(CdcRecord accepted, byte @Nullable [] key, byte @Nullable [] value) {
        JsonNode keyTree = key == null ? null : parseOrNull(key);
        JsonNode valueTree = value == null ? null : parseOrNull(value);
        requireKeyAsItCame(accepted, key);
        require(value == null || isJson(value), "the value is accepted but is not JSON");
        if (accepted instanceof Tombstone tombstone && tombstone.key() != null && keyTree != null) {
            checkRow(tombstone.key(), payload(keyTree), schema(keyTree), "key");
        }
        if (accepted instanceof ChangeEvent change && valueTree != null) {
            JsonNode payload = payload(valueTree);
            JsonNode schema = schema(valueTree);
            requireEqual(change.op().code(), payload.path("op").textValue(), "the op");
            if (change instanceof Create event) {
                checkRow(event.after(), payload.get("after"), fieldSchema(schema, "after"), "after");
            } else if (change instanceof Read event) {
                checkRow(event.after(), payload.get("after"), fieldSchema(schema, "after"), "after");
            } else if (change instanceof Update event) {
                checkRow(event.before(), payload.get("before"), fieldSchema(schema, "before"), "before");
                if (event.source() instanceof MongoSource && !payload.hasNonNull("after")) {
                    require(event.after().equals(Row.EMPTY), "a document that is absent has no fields");
                } else {
                    checkRow(event.after(), payload.get("after"), fieldSchema(schema, "after"), "after");
                }
            } else if (change instanceof Delete event) {
                checkRow(event.before(), payload.get("before"), fieldSchema(schema, "before"), "before");
            }
        }
    }

    /** Requires that a key that is not JSON is text or bytes. */
    private static void requireKeyAsItCame(CdcRecord accepted, byte @Nullable [] key) {
        Object recordKey = accepted instanceof ChangeEvent change && !(change instanceof Truncate)
                ? change.recordKey()
                : accepted instanceof Tombstone tombstone ? tombstone.recordKey() : null;
        if (recordKey != null && key != null && !isJson(key)) {
            requireEqual(recordKey, ForeignKeys.toTextOrBytes(key), "the key that is not JSON");
        }
    }

    private static boolean isFramed(JsonNode tree) {
        return tree.size() == 2
                && tree.has("payload")
                && tree.has("schema")
                && (tree.get("schema").isObject() || tree.get("schema").isNull());
    }

    private static JsonNode payload(JsonNode tree) {
        return isFramed(tree) ? tree.get("payload") : tree;
    }

    private static @Nullable JsonNode schema(JsonNode tree) {
        return isFramed(tree) && tree.get("schema").isObject() ? tree.get("schema") : null;
    }

    private static @Nullable JsonNode fieldSchema(@Nullable JsonNode schema, String name) {
        if (schema != null) {
            for (JsonNode field : schema.path("fields")) {
                if (name.equals(field.path("field").textValue())) {
                    return field;
                }
            }
        }
        return null;
    }

    private static void checkRow(@Nullable Row row, @Nullable JsonNode tree, @Nullable JsonNode schema, String path) {
        if (tree == null || tree.isNull()) {
            require(row == null, path + " is null");
            return;
        }
        // Rows of MongoDB are JSON in strings.
        if (row == null || !tree.isObject()) {
            return;
        }
        List<String> names = new ArrayList<>();
        if (schema == null) {
            tree.fieldNames().forEachRemaining(names::add);
        } else {
            schema.path("fields").forEach(field -> names.add(field.path("field").textValue()));
        }
        requireEqual(List.copyOf(row.asMap().keySet()), names, "columns of " + path);
        for (String name : names) {
            JsonNode type = fieldSchema(schema, name);
            if (schema == null || (type != null && !type.has("name"))) {
                checkValue(row.get(name), tree.get(name), type, path + "." + name);
            }
        }
    }

    private static void checkValue(
            @Nullable Object value, @Nullable JsonNode tree, @Nullable JsonNode type, String path) {
        if (value instanceof Unavailable) {
            return;
        }
        if (tree == null || tree.isNull()) {
            require(value == null, path + " is null");
        } else if (value instanceof String || value instanceof Boolean) {
            requireEqual(value, tree.isTextual() ? tree.textValue() : (Object) tree.booleanValue(), path);
        } else if (value instanceof Double || value instanceof Float) {
            checkFloating((Number) value, tree, path);
        } else if (value instanceof BigDecimal decimal) {
            require(tree.isFloatingPointNumber(), path + " has another type of number");
            requireEqual(decimal, tree.decimalValue(), path);
        } else if (value instanceof Number number) {
            require(tree.isIntegralNumber(), path + " has another type of number");
            requireEqual(new BigInteger(number.toString()), tree.bigIntegerValue(), path);
        } else if (value instanceof byte[] bytes) {
            require(Arrays.equals(bytes, Base64.getMimeDecoder().decode(tree.textValue())), path + " has other bytes");
        } else if (value instanceof List<?> list) {
            requireEqual(list.size(), tree.size(), "size of " + path);
            for (int i = 0; i < list.size(); i++) {
                JsonNode items = type == null ? null : type.get("items");
                // Elements of a logical type have other Java types than the tree's.
                if (items == null || !items.hasNonNull("name")) {
                    checkValue(list.get(i), tree.get(i), items, path + "[" + i + "]");
                }
            }
        } else if (value instanceof Map<?, ?> map && tree.isObject()) {
            requireEqual(map.size(), tree.size(), "size of " + path);
            map.forEach((name, element) -> checkValue(element, tree.get((String) name), null, path + "." + name));
        } else if (value instanceof Row row) {
            checkRow(row, tree, type, path);
        }
    }

    /** Ignores the sign of zero, which the tree's decimals lack. ConformanceColumnsTest covers it. */
    private static void checkFloating(Number value, JsonNode tree, String path) {
        if (tree.isTextual()) {
            requireEqual(value.toString(), tree.textValue(), path);
        } else if (value instanceof Double number) {
            requireEqual(number + 0.0, Double.parseDouble(tree.decimalValue().toString()) + 0.0, path);
        } else {
            requireEqual(
                    value.floatValue() + 0.0f,
                    Float.parseFloat(tree.decimalValue().toString()) + 0.0f,
                    path);
        }
    }
}
