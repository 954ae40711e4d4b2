package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.ColumnType;
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
 * A schema that was never seen, as JsonConverter writes it: what {@link ConnectSchemas} reads in the general path, without
 * white space and with no members but Connect's own. Used once, by one thread.
 */
public final class FastSchemaParser {

    static final ExpectedBytes SCHEMA = new ExpectedBytes("{\"schema\":");
    static final ExpectedBytes PAYLOAD = new ExpectedBytes(",\"payload\":");

    /** Of structs within structs; deeper ones are the general path's. */
    private static final int MAX_LEVELS = 20;

    /** The members of a schema, the commonest first. */
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
        private final ExpectedBytes literal =
                new ExpectedBytes(JsonCursor.quoted(name().toLowerCase(java.util.Locale.ROOT)) + ":");
    }

    private static final Member[] MEMBERS = Member.values();
    private static final int PARTS = Member.FIELDS.bit | Member.ITEMS.bit | Member.KEYS.bit | Member.VALUES.bit;

    /** A type as a schema names it. */
    private record Type(ExpectedBytes literal, Base base, int parts) {
        private Type(String name, Base base, Member... parts) {
            this(new ExpectedBytes(JsonCursor.quoted(name)), base, bits(parts));
        }

        private static int bits(Member... parts) {
            int bits = 0;
            for (Member part : parts) {
                bits |= part.bit;
            }
            return bits;
        }
    }

    /** The commonest first. */
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

    /** Reads a frame's beginning, up to its payload; null if this is none, or not in the expected form. */
    public static @Nullable ColumnType read(ByteCursor cursor) {
        if (!cursor.skip(SCHEMA)) {
            return null;
        }
        Schema schema = new FastSchemaParser(cursor).schema(MAX_LEVELS);
        cursor.expect(PAYLOAD);
        return schema == null || cursor.failed() ? null : schema.type;
    }

    /** A schema, and the field that it is of. */
    private record Schema(ColumnType type, @Nullable String field) {}

    private @Nullable Schema schema(int levels) {
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
            Member member = member();
            if (member == null || (seen & member.bit) != 0 || levels == 0) {
                cursor.fail();
                return null;
            }
            seen |= member.bit;
            switch (member) {
                case TYPE -> type = type();
                case OPTIONAL -> optional = cursor.bool();
                case NAME -> name = cursor.string();
                case FIELD -> field = cursor.string();
                case VERSION -> cursor.integer();
                case DOC -> cursor.string();
                case DEFAULT -> UntypedValues.value(cursor, Placeholder.NONE);
                case PARAMETERS -> parameters = parameters();
                case FIELDS -> fields = fields(levels - 1);
                case KEYS -> keys = part(levels - 1);
                case VALUES, ITEMS -> values = part(levels - 1);
            }
        } while (cursor.skip(','));
        cursor.expect('}');
        if (type == null || cursor.failed() || (seen & PARTS) != type.parts) {
            cursor.fail();
            return null;
        }
        return new Schema(new ColumnType(type.base, optional, name, parameters, keys, values, fields), field);
    }

    private @Nullable Member member() {
        for (Member member : MEMBERS) {
            if (cursor.skip(member.literal)) {
                return member;
            }
        }
        return null;
    }

    private @Nullable Type type() {
        for (Type type : TYPES) {
            if (cursor.skip(type.literal)) {
                return type;
            }
        }
        return null;
    }

    private @Nullable ColumnType part(int levels) {
        Schema schema = schema(levels);
        return schema == null ? null : schema.type;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        cursor.expect('{');
        do {
            String name = cursor.name();
            cursor.expect(':');
            String value = cursor.string();
            if (name == null || value == null || parameters.put(name, value) != null) {
                cursor.fail();
            }
        } while (cursor.skip(','));
        cursor.expect('}');
        return parameters;
    }

    private List<Column> fields(int levels) {
        List<Column> fields = new ArrayList<>();
        cursor.expect('[');
        if (cursor.skip(']')) {
            return fields;
        }
        Set<String> names = new HashSet<>();
        do {
            Schema field = schema(levels);
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
