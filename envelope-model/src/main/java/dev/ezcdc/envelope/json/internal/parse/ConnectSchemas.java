package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
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
 * {@code keys} and {@code values}. Members that mean nothing here are passed over. A schema is read once.
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

    /** What the members of one schema say, in whatever order they come. */
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

    /** The type that the schema at {@code bytes[start]}, which is well-formed JSON, describes. */
    public static ColumnType read(byte[] bytes, int start, MalformedEnvelopeException.Part part) {
        try (JsonCursor cursor = new JsonCursor(bytes, start, part)) {
            cursor.next();
            ConnectSchemas schemas = new ConnectSchemas(part, start, cursor);
            return schemas.type(schemas.members());
        }
    }

    /** The members of the object that the cursor is at; null if it is at something else. */
    private @Nullable Members members() {
        if (!cursor.at(JsonToken.START_OBJECT)) {
            cursor.skipValue();
            return null;
        }
        Members members = new Members();
        Set<String> seen = new HashSet<>();
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            if (!seen.add(name)) {
                throw fail("a Connect schema, every name in it once");
            }
            switch (name) {
                case "type" -> members.type = textOrNull();
                case "optional" -> members.optional = flag();
                case "name" -> members.name = name();
                case "field" -> members.field = textOrNull();
                case "parameters" -> members.parameters = parameters();
                case "keys" -> members.keys = members();
                case "values" -> members.values = members();
                case "items" -> members.items = members();
                case "fields" -> members.fields = list();
                default -> cursor.skipValue();
            }
        }
        return members;
    }

    private @Nullable String textOrNull() {
        if (cursor.at(JsonToken.VALUE_STRING)) {
            return cursor.text();
        }
        cursor.skipValue();
        return null;
    }

    private boolean flag() {
        return switch (cursor.token()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw fail("a Connect schema whose optional is true or false and whose name is a string");
        };
    }

    private @Nullable String name() {
        return switch (cursor.token()) {
            case VALUE_STRING -> cursor.text();
            case VALUE_NULL -> null;
            default -> throw fail("a Connect schema whose optional is true or false and whose name is a string");
        };
    }

    private Map<String, String> parameters() {
        if (cursor.at(JsonToken.VALUE_NULL)) {
            return Map.of();
        }
        Map<String, String> parameters = new HashMap<>();
        boolean strings = cursor.at(JsonToken.START_OBJECT);
        for (String name = strings ? cursor.nextField() : null; name != null; name = cursor.nextField()) {
            strings &= cursor.at(JsonToken.VALUE_STRING);
            if (!strings) {
                break;
            }
            if (parameters.put(name, cursor.text()) != null) {
                throw fail("a Connect schema, every name in it once");
            }
        }
        if (!strings) {
            throw fail("a Connect schema whose parameters are strings");
        }
        return parameters;
    }

    private @Nullable List<@Nullable Members> list() {
        if (!cursor.at(JsonToken.START_ARRAY)) {
            cursor.skipValue();
            return null;
        }
        List<@Nullable Members> list = new ArrayList<>();
        while (cursor.next() != JsonToken.END_ARRAY) {
            list.add(members());
        }
        return list;
    }

    private ColumnType type(@Nullable Members members) {
        if (members == null) {
            throw fail("a Connect schema with a type");
        }
        Base base = base(members.type);
        return new ColumnType(
                base,
                members.optional,
                members.name,
                members.parameters,
                base == Base.MAP ? type(members.keys) : null,
                base == Base.MAP ? type(members.values) : base == Base.ARRAY ? type(members.items) : null,
                base == Base.STRUCT ? fields(members.fields) : List.of());
    }

    private Base base(@Nullable String type) {
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
            default -> throw fail("a Connect schema whose type is one of Connect's own");
        };
    }

    private List<Column> fields(@Nullable List<@Nullable Members> members) {
        if (members == null) {
            throw fail("a struct schema with fields");
        }
        List<Column> fields = new ArrayList<>(members.size());
        Set<String> names = new HashSet<>();
        for (Members field : members) {
            if (field == null || field.field == null || !names.add(field.field)) {
                throw fail("a struct schema whose fields have a name each, every name once");
            }
            fields.add(new Column(field.field, type(field)));
        }
        return fields;
    }

    private MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, start, expected, null);
    }
}
