package dev.ezcdc.instruments.audit.invariant;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables rebuilt from the events, ordered by position, equal PostgreSQL's tables column by column. */
public final class ReplicaEqualsTable implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Replica replica = new Replica();
        evidence.events()
                .forEach(event ->
                        replica.apply(event.change().table(), event.change().id(), event.event()));
        Violation violation = Violation.NONE;
        for (Map.Entry<String, Map<Long, Map<String, @Nullable Object>>> table :
                evidence.tables().entrySet()) {
            Map<Long, Map<String, @Nullable Object>> rebuilt = replica.rows(table.getKey());
            for (Map.Entry<Long, Map<String, @Nullable Object>> row :
                    table.getValue().entrySet()) {
                String difference = difference(row.getValue(), rebuilt.get(row.getKey()));
                if (!difference.isEmpty()) {
                    violation = violation.plus(table.getKey() + " " + row.getKey() + ": " + difference);
                }
            }
            for (Long id : rebuilt.keySet()) {
                if (!table.getValue().containsKey(id)) {
                    violation = violation.plus(table.getKey() + " " + id + " is only in the replica");
                }
            }
        }
        return violation;
    }

    /**
     * Compares the columns that both rows have. A column that the row's last event lacks was added later, and one that the
     * table lacks was dropped; neither requires an event. The columns that every event has identify the row and its version.
     */
    private static String difference(
            Map<String, @Nullable Object> row, @Nullable Map<String, @Nullable Object> rebuilt) {
        if (rebuilt == null) {
            return "missing from the replica";
        }
        for (String required : new String[] {"id", "version"}) {
            if (!rebuilt.containsKey(required)) {
                return "the replica lacks column " + required;
            }
        }
        for (Map.Entry<String, @Nullable Object> column : row.entrySet()) {
            if (rebuilt.containsKey(column.getKey()) && !areEqual(column.getValue(), rebuilt.get(column.getKey()))) {
                return "column " + column.getKey() + " differs";
            }
        }
        return "";
    }

    /** Compares across types, because an event has the type that its column had before a later change of type. */
    private static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        return Objects.equals(one.toString(), other.toString());
    }
}
