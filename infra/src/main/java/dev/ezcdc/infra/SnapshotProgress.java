package dev.ezcdc.infra;

import java.util.List;
import java.util.Locale;

/**
 * The progress of a connector's snapshot. Immutable.
 *
 * @param rowsDone the rows read so far, of all tables
 * @param tablesDone the number of tables read completely
 * @param tables the tables of the snapshot; empty if the worker does not report them, as without {@code infra/plugins}
 */
public record SnapshotProgress(long rowsDone, int tablesDone, List<Table> tables) {
    /** The estimate of a table of which PostgreSQL knows nothing. */
    public static final long UNKNOWN = -1;

    public SnapshotProgress {
        tables = List.copyOf(tables);
    }

    /**
     * One table.
     *
     * @param rowsDone the rows read so far; Debezium updates it every ten seconds and at the table's end
     * @param estimatedRows PostgreSQL's estimate of its rows, or {@link #UNKNOWN}
     */
    public record Table(String name, long rowsDone, long estimatedRows) {
        /** Returns text such as {@code 1,200 of about 5,000 rows}. */
        public String describe() {
            return describeRows(rowsDone, estimatedRows);
        }
    }

    /** Returns PostgreSQL's estimate of the rows of all tables, or {@link #UNKNOWN} if it has none of some table. */
    public long estimatedRows() {
        boolean isKnown = !tables.isEmpty() && tables.stream().allMatch(table -> table.estimatedRows() >= 0);
        return isKnown ? tables.stream().mapToLong(Table::estimatedRows).sum() : UNKNOWN;
    }

    /** Returns text such as {@code 1,200 of about 5,000 rows, 1 of 3 tables done}. */
    public String describe() {
        return tables.isEmpty()
                ? "progress unknown"
                : describeRows(rowsDone, estimatedRows()) + ", " + tablesDone + " of " + tables.size()
                        + (tables.size() == 1 ? " table" : " tables") + " done";
    }

    private static String describeRows(long done, long estimate) {
        return estimate < 0
                ? String.format(Locale.ROOT, "%,d rows", done)
                : String.format(Locale.ROOT, "%,d of about %,d rows", done, estimate);
    }
}
