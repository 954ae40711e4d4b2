package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value without a schema, which keeps its JSON type: String, Boolean, Long (BigInteger where that is too small),
 * BigDecimal for a number with a fraction or exponent, List, null. Nothing is guessed by its digits.
 *
 * <p>Objects are rows down to a given level (the envelope, and in it source and rows), where a name may come only once;
 * below that they are free JSON: maps, in which the last of equal names wins.
 */
public final class UntypedReader implements ValueReader {

    /** Levels of rows in an envelope: the envelope itself, then its source, transaction and images. */
    public static final int ROW_LEVELS = 2;

    /** Free JSON: no rows. */
    public static final UntypedReader FREE = new UntypedReader(0, Placeholder.NONE);

    private final int rowLevels;
    private final Placeholder placeholder;

    public UntypedReader(int rowLevels, Placeholder placeholder) {
        this.rowLevels = rowLevels;
        this.placeholder = placeholder;
    }

    /** An untyped row of a map's entries. */
    public static Row rowOf(Map<?, ?> map) {
        List<Column> columns = new ArrayList<>();
        map.keySet().forEach(name -> columns.add(new Column(String.valueOf(name), ColumnType.UNTYPED)));
        return RowFactory.wrap(new Columns(columns), map.values().toArray());
    }

    @Override
    public @Nullable Object read(JsonCursor cursor) {
        return value(cursor, rowLevels, placeholder);
    }

    private static @Nullable Object value(JsonCursor cursor, int levels, Placeholder placeholder) {
        return switch (cursor.token()) {
            case START_OBJECT -> levels > 0 ? row(cursor, levels, placeholder) : placeholder.orUnavailable(map(cursor));
            case START_ARRAY -> placeholder.orUnavailable(list(cursor));
            case VALUE_STRING -> placeholder.orUnavailable(cursor.text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cursor.number();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw cursor.fail("a JSON value");
        };
    }

    private static Row row(JsonCursor cursor, int levels, Placeholder placeholder) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            if (!names.add(name)) {
                throw cursor.fail("each field only once");
            }
            columns.add(new Column(name, ColumnType.UNTYPED));
            values.add(value(cursor, levels - 1, placeholder.ofField(name)));
        }
        return RowFactory.wrap(new Columns(columns), values.toArray());
    }

    private static Map<String, @Nullable Object> map(JsonCursor cursor) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            map.put(name, value(cursor, 0, Placeholder.NONE));
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<@Nullable Object> list(JsonCursor cursor) {
        List<@Nullable Object> list = new ArrayList<>();
        while (cursor.next() != JsonToken.END_ARRAY) {
            list.add(value(cursor, 0, Placeholder.NONE));
        }
        return Collections.unmodifiableList(list);
    }
}
