package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.ezcdc.envelope.Row;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.Unavailable;
import dev.ezcdc.envelope.Update;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as Jackson's tree has it, read from characters instead of bytes, after the JDK's strict decoder: nothing of it
 * is the decoder's own.
 */
final class MutationTree {

    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JsonCursor.MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private MutationTree() {}

    /** The tree; null if the bytes are no JSON text, or have a number that no Java number holds. */
    static @Nullable JsonNode of(byte[] bytes) {
        try {
            return isJson(bytes) ? STRICT.readTree(text(bytes)) : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /** Whether the bytes are one JSON value, and every string and name in it can be written. */
    static boolean isJson(byte[] bytes) {
        try (JsonParser parser = STRICT.createParser(text(bytes))) {
            JsonToken token = parser.nextToken();
            int level = 0;
            boolean whole = token != null;
            while (token != null) {
                boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (text && !UTF_8.newEncoder().canEncode(parser.getText())) {
                    return false;
                }
                level += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                token = parser.nextToken();
                whole &= token == null || level > 0;
            }
            return whole;
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(byte[] bytes) throws IOException {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        if (text.startsWith("\ufeff")) {
            throw new IOException("a byte order mark");
        }
        return text;
    }

    /** Fails if what was accepted is no JSON, or has other values than the tree. */
    static void check(CdcRecord accepted, byte @Nullable [] key, byte @Nullable [] value) {
        JsonNode keyTree = key == null ? null : of(key);
        JsonNode valueTree = value == null ? null : of(value);
        assertThat(key == null || isJson(key)).as("the key is JSON").isTrue();
        assertThat(value == null || isJson(value)).as("the value is JSON").isTrue();
        if (accepted instanceof Tombstone tombstone && keyTree != null) {
            checkRow(tombstone.key(), payload(keyTree), schema(keyTree), "key");
        }
        if (accepted instanceof ChangeEvent change && valueTree != null) {
            JsonNode payload = payload(valueTree);
            JsonNode schema = schema(valueTree);
            assertThat(change.op().code()).isEqualTo(payload.path("op").textValue());
            if (change instanceof Create event) {
                checkRow(event.after(), payload.get("after"), fieldSchema(schema, "after"), "after");
            } else if (change instanceof Read event) {
                checkRow(event.after(), payload.get("after"), fieldSchema(schema, "after"), "after");
            } else if (change instanceof Update event) {
                checkRow(event.before(), payload.get("before"), fieldSchema(schema, "before"), "before");
                checkRow(event.after(), payload.get("after"), fieldSchema(schema, "after"), "after");
            } else if (change instanceof Delete event) {
                checkRow(event.before(), payload.get("before"), fieldSchema(schema, "before"), "before");
            }
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

    private static void checkRow(@Nullable Row row, @Nullable JsonNode tree, @Nullable JsonNode schema, String place) {
        if (tree == null || tree.isNull()) {
            assertThat(row).as(place).isNull();
            return;
        }
        // MongoDB's rows are JSON in strings.
        if (row == null || !tree.isObject()) {
            return;
        }
        List<String> names = new ArrayList<>();
        if (schema == null) {
            tree.fieldNames().forEachRemaining(names::add);
        } else {
            schema.path("fields").forEach(field -> names.add(field.path("field").textValue()));
        }
        assertThat(row.asMap().keySet()).as(place).containsExactlyElementsOf(names);
        for (String name : names) {
            JsonNode type = fieldSchema(schema, name);
            if (schema == null || (type != null && !type.has("name"))) {
                checkValue(row.get(name), tree.get(name), type, place + "." + name);
            }
        }
    }

    private static void checkValue(@Nullable Object value, @Nullable JsonNode tree, @Nullable JsonNode type, String place) {
        if (value instanceof Unavailable) {
            return;
        }
        if (tree == null || tree.isNull()) {
            assertThat(value).as(place).isNull();
        } else if (value instanceof String || value instanceof Boolean) {
            assertThat(value).as(place).isEqualTo(tree.isTextual() ? tree.textValue() : (Object) tree.booleanValue());
        } else if (value instanceof Double || value instanceof Float) {
            checkFloating((Number) value, tree, place);
        } else if (value instanceof BigDecimal decimal) {
            assertThat(tree.isFloatingPointNumber()).as(place).isTrue();
            assertThat(decimal).as(place).isEqualTo(tree.decimalValue());
        } else if (value instanceof Number number) {
            assertThat(tree.isIntegralNumber()).as(place).isTrue();
            assertThat(new BigInteger(number.toString())).as(place).isEqualTo(tree.bigIntegerValue());
        } else if (value instanceof byte[] bytes) {
            assertThat(java.util.Base64.getMimeDecoder().decode(tree.textValue())).as(place).isEqualTo(bytes);
        } else if (value instanceof List<?> list) {
            assertThat(list).as(place).hasSize(tree.size());
            for (int i = 0; i < list.size(); i++) {
                checkValue(list.get(i), tree.get(i), type == null ? null : type.get("items"), place + "[" + i + "]");
            }
        } else if (value instanceof Map<?, ?> map && tree.isObject()) {
            assertThat(map).as(place).hasSize(tree.size());
            map.forEach((name, element) -> checkValue(element, tree.get((String) name), null, place + "." + name));
        } else if (value instanceof Row row) {
            checkRow(row, tree, type, place);
        }
    }

    private static void checkFloating(Number value, JsonNode tree, String place) {
        if (tree.isTextual()) {
            assertThat(value.toString()).as(place).isEqualTo(tree.textValue());
        } else if (value instanceof Double) {
            assertThat(value).as(place).isEqualTo(Double.parseDouble(tree.decimalValue().toString()) + 0.0);
        } else {
            assertThat(value).as(place).isEqualTo(Float.parseFloat(tree.decimalValue().toString()) + 0.0f);
        }
    }
}
