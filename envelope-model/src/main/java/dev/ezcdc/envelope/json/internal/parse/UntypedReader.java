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
 * Reads values without a schema. They keep their JSON type: String, Boolean, Long (BigInteger if too large), BigDecimal for
 * a number with a fraction or exponent, List, or null. No type is inferred from the text of a value.
 *
 * <p>Down to a given level (the envelope, and in it the source and the images), objects become rows, in which duplicate names
 * are rejected. Below that, they become maps, in which the last of duplicate names wins.
 */
public final class UntypedReader implements ValueReader {

    /** The levels of rows in an envelope: the envelope, then its source, transaction and images. */
    public static final int ROW_LEVELS = 2;

    /** Reads every object as a map. */
    public static final UntypedReader MAPS_ONLY = new UntypedReader(0, Placeholder.NONE);

    private final int rowLevels;
    private final Placeholder placeholder;

    public UntypedReader(int rowLevels, Placeholder placeholder) {
        this.rowLevels = rowLevels;
        this.placeholder = placeholder;
    }

    /** Returns the entries of a map as an untyped row. */
    public static Row toRow(Map<?, ?> map) {
        List<Column> columns = new ArrayList<>();
        map.keySet().forEach(name -> columns.add(new Column(String.valueOf(name), ColumnType.UNTYPED)));
        return RowFactory.wrap(new Columns(columns), map.values().toArray());
    }

    @Override
    public @Nullable Object read(JsonCursor cursor) {
        return readValue(cursor, rowLevels, placeholder);
    }

    private static @Nullable Object readValue(JsonCursor cursor, int levels, Placeholder placeholder) {
        return switch (cursor.currentToken()) {
            case START_OBJECT ->
                levels > 0 ? readRow(cursor, levels, placeholder) : placeholder.replacePlaceholder(readMap(cursor));
            case START_ARRAY -> placeholder.replacePlaceholder(readList(cursor));
            case VALUE_STRING -> placeholder.replacePlaceholder(cursor.textValue());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cursor.numberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw cursor.fail("a JSON value");
        };
    }

    private static Row readRow(JsonCursor cursor, int levels, Placeholder placeholder) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            if (!names.add(name)) {
                throw cursor.fail("no duplicate of the field " + name);
            }
            columns.add(new Column(name, ColumnType.UNTYPED));
            values.add(readValue(cursor, levels - 1, placeholder.forField(name)));
        }
        return RowFactory.wrap(new Columns(columns), values.toArray());
    }

    private static Map<String, @Nullable Object> readMap(JsonCursor cursor) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            map.put(name, readValue(cursor, 0, Placeholder.NONE));
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<@Nullable Object> readList(JsonCursor cursor) {
        List<@Nullable Object> list = new ArrayList<>();
        while (cursor.next() != JsonToken.END_ARRAY) {
            list.add(readValue(cursor, 0, Placeholder.NONE));
        }
        return Collections.unmodifiableList(list);
    }
}
