package dev.ezcdc.envelope.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns that many {@link Row}s share: in order, and found by name. */
public final class Columns {

    /** No columns at all. */
    public static final Columns EMPTY = new Columns(List.of());

    private final List<Column> columns;
    private final int size;
    private final Map<String, Integer> indexes;

    /** @throws IllegalArgumentException if two columns have one name */
    public Columns(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.size = this.columns.size();
        this.indexes = new HashMap<>(columns.size() * 2);
        for (Column column : this.columns) {
            if (indexes.put(column.name(), indexes.size()) != null) {
                throw new IllegalArgumentException("two columns are called " + column.name());
            }
        }
    }

    /** All of them, in order. */
    public List<Column> asList() {
        return columns;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The column at an index, from 0. */
    public Column get(int index) {
        return columns.get(index);
    }

    /** The index of a column, from 0, or -1 if there is none of that name. */
    public int indexOf(String name) {
        Integer index = indexes.get(name);
        return index == null ? -1 : index;
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
