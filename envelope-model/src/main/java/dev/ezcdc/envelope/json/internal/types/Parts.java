package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.Row;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a struct that represents a single value. */
final class Parts {

    private Parts() {}

    /** @throws MissingPartException if the part is absent, null or not an integer */
    static long getLong(Row struct, String part) {
        Object value = getOrNull(struct, part);
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw new MissingPartException(part);
    }

    /** @throws MissingPartException if the part is absent, null or does not fit an int */
    static int getInt(Row struct, String part) {
        long value = getLong(struct, part);
        if (value != (int) value) {
            throw new MissingPartException(part);
        }
        return (int) value;
    }

    /** @throws MissingPartException if the part is absent, null or of another type */
    static <T> T get(Row struct, String part, Class<T> type) {
        Object value = getOrNull(struct, part);
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw new MissingPartException(part);
    }

    static @Nullable Object getOrNull(Row struct, String part) {
        int index = struct.columns().indexOf(part);
        return index < 0 ? null : struct.get(index);
    }
}
