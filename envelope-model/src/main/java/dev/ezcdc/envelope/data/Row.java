package dev.ezcdc.envelope.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Named, typed values: a table's row, a key, or any other struct of a message.
 *
 * <p>A value is null, {@link Unavailable#UNAVAILABLE}, or of the Java type that stands for the column's type. Two rows
 * are equal if they have the same names in the same order and equal values; arrays are compared by content, in
 * lists and maps too.
 */
public final class Row {

    /** A row without columns. */
    public static final Row EMPTY = new Row(Columns.EMPTY);

    private final Columns columns;
    private final @Nullable Object[] values;

    /**
     * A row over the given values, one per column in order. The array becomes the row's own: the caller must not change
     * it afterwards.
     *
     * @throws IllegalArgumentException if there are more or fewer values than columns
     */
    public Row(Columns columns, @Nullable Object... values) {
        if (columns.size() != values.length) {
            throw new IllegalArgumentException(columns.size() + " columns, but " + values.length + " values");
        }
        this.columns = columns;
        this.values = values;
    }

    public Columns columns() {
        return columns;
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    /** Whether there is a column of that name, whatever its value. */
    public boolean contains(String name) {
        return columns.indexOf(name) >= 0;
    }

    /** The value at an index, from 0. */
    public @Nullable Object get(int index) {
        return values[index];
    }

    /**
     * The value of a column.
     *
     * @throws NoSuchElementException if there is no column of that name
     */
    public @Nullable Object get(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new NoSuchElementException("no column " + name + " among "
                    + columns.asList().stream().map(Column::name).toList());
        }
        return values[index];
    }

    /**
     * The row as a record of the caller's. Each component takes the column of its own name, or of that name in snake_case
     * ({@code firstName}: {@code first_name}); columns without a component are left out. Numbers are widened where nothing is
     * lost, texts become constants of enums, structs records and lists lists of the component's element type; decimals that
     * came as texts become numbers again. An {@link Unavailable} value fits a component of type {@link Object} alone.
     *
     * @throws RowMappingException if a component has no column, or the column's value is not of its type
     * @throws IllegalArgumentException if the type is no record, or its constructor refuses the values
     */
    public <T> T as(Class<T> type) {
        return RecordMapping.map(this, type);
    }

    /** The row as an unmodifiable map, in the order of the columns. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(columns.get(i).name(), values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Row that) || that.values.length != values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!columns.get(i).name().equals(that.columns.get(i).name())
                    || !DeepEquality.equal(values[i], that.values[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return DeepEquality.hash(Arrays.asList(values));
    }

    /** {@code {id=1, email=a@b.c}}; not escaped, so not for a terminal as it is. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(columns.get(i).name()).append('=');
            appendValue(text, values[i]);
        }
        return text.append('}').toString();
    }

    private static void appendValue(StringBuilder text, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            text.append("0x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof double[] vector) {
            text.append(Arrays.toString(vector));
        } else if (value instanceof float[] vector) {
            text.append(Arrays.toString(vector));
        } else {
            text.append(value);
        }
    }
}
