package dev.ezcdc.loadgen;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row in column order, without its id if that is the key. Immutable.
 *
 * @param columns column names
 * @param values one value for each column, as passed to JDBC
 */
public record WrittenRow(List<String> columns, List<@Nullable Object> values) {

    /** @throws IllegalArgumentException if the numbers of columns and values differ */
    public WrittenRow {
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(columns.size() + " columns but " + values.size() + " values");
        }
        columns = List.copyOf(columns);
        values = Collections.unmodifiableList(values);
    }

    /** Returns a row backed by {@code values}; the caller must not modify the array afterwards. */
    public static WrittenRow of(List<String> columns, @Nullable Object... values) {
        return new WrittenRow(columns, Arrays.asList(values));
    }

    /**
     * Returns the value of a column.
     *
     * @throws IllegalArgumentException if the row has no such column
     */
    public @Nullable Object get(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + columns);
        }
        return values.get(index);
    }

    /** Returns a map from column name to value, in column order. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            map.put(columns.get(i), values.get(i));
        }
        return map;
    }
}
