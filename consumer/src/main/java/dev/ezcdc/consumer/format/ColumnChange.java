package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column changed by an update, with its old and new value. */
record ColumnChange(
        String name, @Nullable Object before, @Nullable Object after) {

    /** Returns the columns that an update changed, see {@link Update#changedColumns()}; empty if they are unknown. */
    static List<ColumnChange> of(Update update) {
        Row before = update.before();
        Set<String> changed = update.changedColumns();
        return before == null || changed == null
                ? List.of()
                : changed.stream()
                        .map(name -> new ColumnChange(
                                name, before.find(name), update.after().find(name)))
                        .toList();
    }
}
