package dev.ezcdc.loadgen;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row's values without its id, in the order of the columns. Immutable.
 *
 * @param columns names of the columns
 * @param values one value for each column, as JDBC is given it
 */
public record WrittenRow(List<String> columns, List<@Nullable Object> values) {

    /** @throws IllegalArgumentException if there are not as many values as columns */
    public WrittenRow {
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(columns.size() + " columns but " + values.size() + " values");
        }
        columns = List.copyOf(columns);
        values = Collections.unmodifiableList(values);
    }

    /** Takes ownership of {@code values}. */
    public static WrittenRow of(List<String> columns, @Nullable Object... values) {
        return new WrittenRow(columns, Arrays.asList(values));
    }

    /** @throws IllegalArgumentException if there is no such column */
    public @Nullable Object get(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " among " + columns);
        }
        return values.get(index);
    }

    /** Column to value, in the order of the columns. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            map.put(columns.get(i), values.get(i));
        }
        return map;
    }
}
