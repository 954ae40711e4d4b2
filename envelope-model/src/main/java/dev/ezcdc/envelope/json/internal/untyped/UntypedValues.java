package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.FastNumbers;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values without a schema on the fast path, like {@link UntypedReader} but without rows. */
public final class UntypedValues {

    /** Deeper values are left to the general path, which enforces the limit on depth. */
    private static final int MAX_DEPTH = 50;

    private UntypedValues() {}

    /** Reads a value; objects become maps. The placeholder applies to this value only, not to values inside it. */
    public static @Nullable Object readValue(ByteCursor cursor, Placeholder placeholder) {
        return readValue(cursor, placeholder, 0);
    }

    private static @Nullable Object readValue(ByteCursor cursor, Placeholder placeholder, int depth) {
        return switch (cursor.peek()) {
            case '"' -> placeholder.replacePlaceholder(cursor.readString());
            case '{' -> placeholder.replacePlaceholder(readMap(cursor, depth));
            case '[' -> placeholder.replacePlaceholder(readList(cursor, depth));
            default -> readScalar(cursor);
        };
    }

    /** Reads a number, true, false or null. */
    public static @Nullable Object readScalar(ByteCursor cursor) {
        return switch (cursor.peek()) {
            case 't', 'f' -> cursor.readBoolean();
            case 'n' -> {
                if (!cursor.skipNull()) {
                    cursor.fail();
                }
                yield null;
            }
            default -> FastNumbers.readUntyped(cursor);
        };
    }

    static Map<String, @Nullable Object> readMap(ByteCursor cursor, int depth) {
        cursor.expect('{');
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (!cursor.skip('}')) {
            do {
                String name = depth < MAX_DEPTH ? cursor.readName() : null;
                if (name == null) {
                    cursor.fail();
                    break;
                }
                cursor.expect(':');
                map.put(name, readValue(cursor, Placeholder.NONE, depth + 1));
            } while (cursor.skip(','));
            cursor.expect('}');
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<@Nullable Object> readList(ByteCursor cursor, int depth) {
        cursor.expect('[');
        List<@Nullable Object> list = new ArrayList<>();
        if (depth >= MAX_DEPTH) {
            cursor.fail();
        }
        if (!cursor.skip(']')) {
            do {
                list.add(readValue(cursor, Placeholder.NONE, depth + 1));
            } while (cursor.skip(','));
            cursor.expect(']');
        }
        return Collections.unmodifiableList(list);
    }
}
