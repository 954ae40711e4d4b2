package dev.ezcdc.envelope.data.internal;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the rows before and after an update. */
public final class RowComparison {

    private RowComparison() {}

    /**
     * Returns the names of the columns that differ, in the order of the row after, then those that only the row before
     * has.
     */
    public static Set<String> changedColumns(Row before, Row after) {
        Set<String> changed = new LinkedHashSet<>();
        boolean sameColumns = before.columns() == after.columns();
        for (int i = 0; i < after.size(); i++) {
            String name = after.columns().get(i).name();
            @Nullable Object value = after.get(i);
            if (value != Unavailable.UNAVAILABLE
                    && !DeepEquality.equal(sameColumns ? before.get(i) : before.find(name), value)) {
                changed.add(name);
            }
        }
        for (int i = 0; i < before.size() && !sameColumns; i++) {
            String name = before.columns().get(i).name();
            if (before.get(i) != null && !after.contains(name)) {
                changed.add(name);
            }
        }
        return Collections.unmodifiableSet(changed);
    }
}
