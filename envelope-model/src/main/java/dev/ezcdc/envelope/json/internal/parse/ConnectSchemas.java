package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses Connect schemas as JsonConverter writes them ({@code org.apache.kafka.connect.json.JsonSchema}): {@code type},
 * {@code optional}, {@code name}, {@code parameters}, {@code fields} (each with {@code field}), {@code items},
 * {@code keys} and {@code values}. Skips other members. Not thread-safe; one instance parses one schema.
 */
public final class ConnectSchemas {

    private final MalformedEnvelopeException.Part part;
    private final int start;
    private final JsonCursor cursor;

    private ConnectSchemas(MalformedEnvelopeException.Part part, int start, JsonCursor cursor) {
        this.part = part;
        this.start = start;
        this.cursor = cursor;
    }

    /** The members of one schema, which can have any order. */
    private static final class Members {
        private @Nullable String type;
        private boolean optional;
        private @Nullable String name;
        private @Nullable String field;
        private Map<String, String> parameters = Map.of();
        private @Nullable Members keys;
        private @Nullable Members values;
        private @Nullable Members items;
        private @Nullable List<@Nullable Members> fields;
    }

    /**
     * Parses the schema that begins at {@code bytes[start]}, which must be well-formed JSON.
     *
     * @throws MalformedEnvelopeException if it is not a Connect schema
     */
    public static ColumnType read(byte[] bytes, int start, MalformedEnvelopeException.Part part) {
        try (JsonCursor cursor = new JsonCursor(bytes, start, part)) {
            cursor.next();
            ConnectSchemas schemas = new ConnectSchemas(part, start, cursor);
            return schemas.toType(schemas.readMembers());
        }
    }

    /** Reads the members of the current object; null if the current value is not an object. */
    private @Nullable Members readMembers() {
        if (!cursor.isAt(JsonToken.START_OBJECT)) {
            cursor.skipValue();
            return null;
        }
        Members members = new Members();
        Set<String> seen = new HashSet<>();
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            if (!seen.add(name)) {
                throw fail("a Connect schema without duplicate names");
            }
            switch (name) {
                case "type" -> members.type = readTextOrNull();
                case "optional" -> members.optional = readFlag();
                case "name" -> members.name = readName();
                case "field" -> members.field = readTextOrNull();
                case "parameters" -> members.parameters = readParameters();
                case "keys" -> members.keys = readMembers();
                case "values" -> members.values = readMembers();
                case "items" -> members.items = readMembers();
                case "fields" -> members.fields = readFields();
                default -> cursor.skipValue();
            }
        }
        return members;
    }

    private @Nullable String readTextOrNull() {
        if (cursor.isAt(JsonToken.VALUE_STRING)) {
            return cursor.textValue();
        }
        cursor.skipValue();
        return null;
    }

    private boolean readFlag() {
        return switch (cursor.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw fail("a Connect schema in which optional is true or false");
        };
    }

    private @Nullable String readName() {
        return switch (cursor.currentToken()) {
            case VALUE_STRING -> cursor.textValue();
            case VALUE_NULL -> null;
            default -> throw fail("a Connect schema in which name is a string");
        };
    }

    private Map<String, String> readParameters() {
        if (cursor.isAt(JsonToken.VALUE_NULL)) {
            return Map.of();
        }
        Map<String, String> parameters = new HashMap<>();
        boolean strings = cursor.isAt(JsonToken.START_OBJECT);
        for (String name = strings ? cursor.nextField() : null; name != null; name = cursor.nextField()) {
            strings &= cursor.isAt(JsonToken.VALUE_STRING);
            if (!strings) {
                break;
            }
            if (parameters.put(name, cursor.textValue()) != null) {
                throw fail("a Connect schema without duplicate names");
            }
        }
        if (!strings) {
            throw fail("a Connect schema in which all parameters are strings");
        }
        return parameters;
    }

    private @Nullable List<@Nullable Members> readFields() {
        if (!cursor.isAt(JsonToken.START_ARRAY)) {
            cursor.skipValue();
            return null;
        }
        List<@Nullable Members> list = new ArrayList<>();
        while (cursor.next() != JsonToken.END_ARRAY) {
            list.add(readMembers());
        }
        return list;
    }

    private ColumnType toType(@Nullable Members members) {
        if (members == null) {
            throw fail("a Connect schema with a type");
        }
        Base base = toBase(members.type);
        return new ColumnType(
                base,
                members.optional,
                members.name,
                members.parameters,
                base == Base.MAP ? toType(members.keys) : null,
                base == Base.MAP ? toType(members.values) : base == Base.ARRAY ? toType(members.items) : null,
                base == Base.STRUCT ? toFields(members.fields) : List.of());
    }

    private Base toBase(@Nullable String type) {
        return switch (type == null ? "" : type) {
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
            default -> throw fail("a Connect schema with a known type");
        };
    }

    private List<Column> toFields(@Nullable List<@Nullable Members> members) {
        if (members == null) {
            throw fail("a struct schema with fields");
        }
        List<Column> fields = new ArrayList<>(members.size());
        Set<String> names = new HashSet<>();
        for (Members field : members) {
            if (field == null || field.field == null || !names.add(field.field)) {
                throw fail("a struct schema whose fields have unique names");
            }
            fields.add(new Column(field.field, toType(field)));
        }
        return fields;
    }

    private MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, start, expected, null);
    }
}
