package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An unmodifiable map that shares its names with other maps, so each map needs only one array. Thread-safe. */
final class SharedNamesMap extends AbstractMap<String, @Nullable Object> {

    static final SharedNamesMap EMPTY = new SharedNamesMap(Columns.EMPTY, new Object[0]);

    private final Columns names;
    private final @Nullable Object[] values;

    /** @param values one per name; the map takes ownership of the array */
    SharedNamesMap(Columns names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** Returns a row that shares the array of values. */
    Row toRow() {
        return RowFactory.wrap(names, values);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && names.indexOf(name) >= 0;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int index = key instanceof String name ? names.indexOf(name) : -1;
        return index < 0 ? null : values[index];
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return IntStream.range(0, values.length)
                        .<Map.Entry<String, @Nullable Object>>mapToObj(
                                i -> new SimpleImmutableEntry<>(names.get(i).name(), values[i]))
                        .iterator();
            }
        };
    }
}
