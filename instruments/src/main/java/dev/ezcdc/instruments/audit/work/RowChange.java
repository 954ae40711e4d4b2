package dev.ezcdc.instruments.audit.work;

/**
 * One change that an event must tell of.
 *
 * @param table without its schema
 * @param id the row's key; 0 for a truncate
 * @param version of the row after the change, unique among all versions ever written; {@link #UNKNOWN_VERSION} for deletes and
 *     truncates, whose events need not say it
 */
public record RowChange(String table, Kind kind, long id, long version) {

    /** Of changes whose event need not carry the row. */
    public static final long UNKNOWN_VERSION = 0;

    /** What an event of a row can tell; a changed key is a delete and a create. */
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
