package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column changed by an update, with its old and new value. */
record ColumnChange(
        String name, @Nullable Object before, @Nullable Object after) {

    /**
     * Returns the columns whose values differ, in the order of the after image, followed by the columns that it lacks. A
     * value that is unavailable in the after image was not changed. A column that only one image has counts as null in the
     * other.
     */
    static List<ColumnChange> between(Row before, Row after) {
        List<ColumnChange> changes = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            String name = after.columns().get(i).name();
            Object to = after.get(i);
            Object from = before.columns() == after.columns() ? before.get(i) : valueOrNull(before, name);
            if (to != Unavailable.UNAVAILABLE && !Objects.deepEquals(from, to)) {
                changes.add(new ColumnChange(name, from, to));
            }
        }
        for (int i = 0; i < before.size() && before.columns() != after.columns(); i++) {
            String name = before.columns().get(i).name();
            if (!after.contains(name) && before.get(i) != null) {
                changes.add(new ColumnChange(name, before.get(i), null));
            }
        }
        return changes;
    }

    private static @Nullable Object valueOrNull(Row row, String name) {
        int index = row.columns().indexOf(name);
        return index < 0 ? null : row.get(index);
    }
}
