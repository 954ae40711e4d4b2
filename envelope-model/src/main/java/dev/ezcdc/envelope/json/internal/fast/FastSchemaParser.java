package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.ConnectSchemas;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.untyped.UntypedValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a new schema in the form that JsonConverter writes: without white space, and with members of Connect only. {@link
 * ConnectSchemas} parses any other form. Not thread-safe; one instance parses one schema.
 */
public final class FastSchemaParser {

    static final ExpectedBytes SCHEMA = new ExpectedBytes("{\"schema\":");
    static final ExpectedBytes PAYLOAD = new ExpectedBytes(",\"payload\":");

    /** Limits nested schemas; deeper ones are left to the general path. */
    private static final int MAX_LEVELS = 20;

    /** The members of a schema, the most common first. */
    private enum Member {
        TYPE,
        OPTIONAL,
        FIELD,
        NAME,
        VERSION,
        FIELDS,
        PARAMETERS,
        DEFAULT,
        ITEMS,
        KEYS,
        VALUES,
        DOC;

        private final int bit = 1 << ordinal();
        private final ExpectedBytes expected =
                new ExpectedBytes(JsonCursor.quote(name().toLowerCase(java.util.Locale.ROOT)) + ":");
    }

    private static final Member[] MEMBERS = Member.values();
    private static final int PARTS = Member.FIELDS.bit | Member.ITEMS.bit | Member.KEYS.bit | Member.VALUES.bit;

    /** A type with its name in a schema and the members that it requires. */
    private record Type(ExpectedBytes expected, Base base, int parts) {
        private Type(String name, Base base, Member... parts) {
            this(new ExpectedBytes(JsonCursor.quote(name)), base, bits(parts));
        }

        private static int bits(Member... parts) {
            int bits = 0;
            for (Member part : parts) {
                bits |= part.bit;
            }
            return bits;
        }
    }

    /** The most common types first. */
    private static final Type[] TYPES = {
        new Type("string", Base.STRING),
        new Type("int64", Base.INT64),
        new Type("int32", Base.INT32),
        new Type("struct", Base.STRUCT, Member.FIELDS),
        new Type("bytes", Base.BYTES),
        new Type("boolean", Base.BOOLEAN),
        new Type("int16", Base.INT16),
        new Type("double", Base.FLOAT64),
        new Type("float", Base.FLOAT32),
        new Type("array", Base.ARRAY, Member.ITEMS),
        new Type("map", Base.MAP, Member.KEYS, Member.VALUES),
        new Type("int8", Base.INT8)
    };

    private final ByteCursor cursor;

    private FastSchemaParser(ByteCursor cursor) {
        this.cursor = cursor;
    }

    /** Parses a frame up to its payload; null if there is no frame or the schema has another form. */
    public static @Nullable ColumnType parse(ByteCursor cursor) {
        if (!cursor.skip(SCHEMA)) {
            return null;
        }
        Schema schema = new FastSchemaParser(cursor).parseSchema(MAX_LEVELS);
        cursor.expect(PAYLOAD);
        return schema == null || cursor.hasFailed() ? null : schema.type;
    }

    /** A schema and the name of the field that it belongs to. */
    private record Schema(ColumnType type, @Nullable String field) {}

    private @Nullable Schema parseSchema(int levels) {
        Type type = null;
        boolean optional = false;
        String name = null;
        String field = null;
        Map<String, String> parameters = Map.of();
        ColumnType keys = null;
        ColumnType values = null;
        List<Column> fields = List.of();
        int seen = 0;
        cursor.expect('{');
        do {
            Member member = matchMember();
            if (member == null || (seen & member.bit) != 0 || levels == 0) {
                cursor.fail();
                return null;
            }
            seen |= member.bit;
            switch (member) {
                case TYPE -> type = matchType();
                case OPTIONAL -> optional = cursor.readBoolean();
                case NAME -> name = cursor.readString();
                case FIELD -> field = cursor.readString();
                case VERSION -> cursor.readLong();
                case DOC -> cursor.readString();
                case DEFAULT -> UntypedValues.readValue(cursor, Placeholder.NONE);
                case PARAMETERS -> parameters = parseParameters();
                case FIELDS -> fields = parseFields(levels - 1);
                case KEYS -> keys = parseType(levels - 1);
                case VALUES, ITEMS -> values = parseType(levels - 1);
            }
        } while (cursor.skip(','));
        cursor.expect('}');
        if (type == null || cursor.hasFailed() || (seen & PARTS) != type.parts) {
            cursor.fail();
            return null;
        }
        return new Schema(new ColumnType(type.base, optional, name, parameters, keys, values, fields), field);
    }

    private @Nullable Member matchMember() {
        for (Member member : MEMBERS) {
            if (cursor.skip(member.expected)) {
                return member;
            }
        }
        return null;
    }

    private @Nullable Type matchType() {
        for (Type type : TYPES) {
            if (cursor.skip(type.expected)) {
                return type;
            }
        }
        return null;
    }

    private @Nullable ColumnType parseType(int levels) {
        Schema schema = parseSchema(levels);
        return schema == null ? null : schema.type;
    }

    private Map<String, String> parseParameters() {
        Map<String, String> parameters = new HashMap<>();
        cursor.expect('{');
        do {
            String name = cursor.readName();
            cursor.expect(':');
            String value = cursor.readString();
            if (name == null || value == null || parameters.put(name, value) != null) {
                cursor.fail();
            }
        } while (cursor.skip(','));
        cursor.expect('}');
        return parameters;
    }

    private List<Column> parseFields(int levels) {
        List<Column> fields = new ArrayList<>();
        cursor.expect('[');
        if (cursor.skip(']')) {
            return fields;
        }
        Set<String> names = new HashSet<>();
        do {
            Schema field = parseSchema(levels);
            if (field == null || field.field == null || !names.add(field.field)) {
                cursor.fail();
            } else {
                fields.add(new Column(field.field, field.type));
            }
        } while (cursor.skip(','));
        cursor.expect(']');
        return fields;
    }
}
