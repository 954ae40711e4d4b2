package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.CustomerRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of {@code customers} whose rows are Java records.
 *
 * @param change the change as the decoder returns it
 * @param <T> type of the change
 */
record RecordChange<T>(
        T change, @Nullable CustomerRecord before, @Nullable CustomerRecord after) {

    /** Returns the comparable form of the change, with the values of the records in the place of its rows. */
    ComparableChange toComparable(ComparableChange comparable) {
        return comparable.withRows(toMap(before), toMap(after));
    }

    private static @Nullable Map<String, @Nullable Object> toMap(@Nullable CustomerRecord customer) {
        if (customer == null) {
            return null;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", customer.id());
        row.put("first_name", customer.firstName());
        row.put("last_name", customer.lastName());
        row.put("email", customer.email());
        return ComparableChange.normalize(row);
    }
}
