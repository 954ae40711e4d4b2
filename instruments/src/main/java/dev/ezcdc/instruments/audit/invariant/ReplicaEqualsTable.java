package dev.ezcdc.instruments.audit.invariant;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables rebuilt from the events alone, by their positions, are PostgreSQL's own, column by column. */
public final class ReplicaEqualsTable implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Replica replica = new Replica();
        evidence.events()
                .forEach(told ->
                        replica.apply(told.change().table(), told.change().id(), told.event()));
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
                    violation = violation.plus(table.getKey() + " " + id + " is in the replica alone");
                }
            }
        }
        return violation;
    }

    /**
     * A column that the row's last event did not have was added since, and one that the table does not have was dropped:
     * of either no event needs to tell. Those that every event has say that the row is the right one.
     */
    private static String difference(
            Map<String, @Nullable Object> row, @Nullable Map<String, @Nullable Object> rebuilt) {
        if (rebuilt == null) {
            return "not in the replica";
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

    /** A column that was given another type later comes in the type that it had. */
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
