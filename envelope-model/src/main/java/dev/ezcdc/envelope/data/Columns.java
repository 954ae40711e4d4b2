package dev.ezcdc.envelope.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An ordered list of columns with a lookup by name. Many {@link Row}s share one. Immutable and thread-safe. */
public final class Columns {

    /** An empty list of columns. */
    public static final Columns EMPTY = new Columns(List.of());

    private final List<Column> columns;
    private final int size;
    private final Map<String, Integer> indexes;

    /** @throws IllegalArgumentException if two columns have the same name */
    public Columns(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.size = this.columns.size();
        this.indexes = new HashMap<>(columns.size() * 2);
        for (Column column : this.columns) {
            if (indexes.put(column.name(), indexes.size()) != null) {
                throw new IllegalArgumentException("Two columns have the name " + column.name());
            }
        }
    }

    /** Returns the columns as an unmodifiable list. */
    public List<Column> asList() {
        return columns;
    }

    /** Returns the number of columns. */
    public int size() {
        return size;
    }

    /**
     * Returns the column at an index, from 0.
     *
     * @throws IndexOutOfBoundsException if there are fewer columns
     */
    public Column get(int index) {
        return columns.get(index);
    }

    /** Returns the index of a column, from 0, or -1 if no column has that name. */
    public int indexOf(String name) {
        Integer index = indexes.get(name);
        return index == null ? -1 : index;
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
