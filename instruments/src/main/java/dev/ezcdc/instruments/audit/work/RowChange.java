package dev.ezcdc.instruments.audit.work;

/**
 * A change of a row or table that an event must describe.
 *
 * @param table table name without its schema
 * @param id the row's key; 0 for a truncate
 * @param version version of the row after the change, unique among all row versions; {@link #UNKNOWN_VERSION} for deletes
 *     and truncates
 */
public record RowChange(String table, Kind kind, long id, long version) {

    /** Version of changes whose events need not contain the row. */
    public static final long UNKNOWN_VERSION = 0;

    /** Kinds of changes. A changed key is a delete and a create. */
    public enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        TRUNCATE
    }

    static RowChange create(String table, long id, long version) {
        return new RowChange(table, Kind.CREATE, id, version);
    }

    static RowChange update(String table, long id, long version) {
        return new RowChange(table, Kind.UPDATE, id, version);
    }

    static RowChange delete(String table, long id) {
        return new RowChange(table, Kind.DELETE, id, UNKNOWN_VERSION);
    }

    static RowChange truncate(String table) {
        return new RowChange(table, Kind.TRUNCATE, 0, UNKNOWN_VERSION);
    }
}
