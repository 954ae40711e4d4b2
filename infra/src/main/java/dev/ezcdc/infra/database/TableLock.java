package dev.ezcdc.infra.database;

import dev.ezcdc.infra.os.LogTail;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A lock on a table that makes other sessions wait.
 *
 * @param table {@code schema.table}
 * @param isGranted false for a session that itself waits, and lets no other session pass
 * @param application the name that the session gave itself; may be empty
 * @param seconds the age of the session's transaction, or -1 if its state is hidden
 */
record TableLock(String table, boolean isGranted, int pid, String application, long seconds) {
    /** The message if there is no such lock any more. */
    static final String RELEASED = "another session had locked a table, and has released it since. Try again";

    // SHARE UPDATE EXCLUSIVE and stronger modes; all others let the checks and the statements of a grant pass.
    private static final String STRONGEST = """
            select n.nspname || '.' || c.relname, l.granted, l.pid, coalesce(a.application_name, ''),
                   coalesce(extract(epoch from now() - a.xact_start), -1)::int8
            from pg_locks l
              join pg_class c on c.oid = l.relation
              join pg_namespace n on n.oid = c.relnamespace
              left join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'relation' and l.pid <> pg_backend_pid()
              and l.database = (select oid from pg_database where datname = current_database())
              and l.mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
              and c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_'
            order by l.mode = 'AccessExclusiveLock' desc, l.granted desc, a.xact_start, 1
            limit 1""";

    /** Returns the strongest lock on a table of this database by another session; of equals, that of the oldest one. */
    static Optional<TableLock> findStrongest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STRONGEST)) {
            return row.next()
                    ? Optional.of(new TableLock(
                            row.getString(1), row.getBoolean(2), row.getInt(3), row.getString(4), row.getLong(5)))
                    : Optional.empty();
        }
    }

    /** Returns who has locked what, and what to do. */
    String describe() {
        return "table " + LogTail.escapeControlCharacters(table)
                + (isGranted ? " is locked by pid " : " is about to be locked by pid ") + pid
                + (application.isEmpty() ? "" : " (" + LogTail.escapeControlCharacters(application) + ")")
                + (seconds < 0 ? "" : ", whose transaction has been open for " + seconds + " s")
                + ". Try again when that transaction has ended, or end it: `select pg_terminate_backend(" + pid + ")`";
    }
}
