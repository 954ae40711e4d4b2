package dev.ezcdc.infra.database;

import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The stack's queries to PostgreSQL, and the connections for them. The static methods use a connection that the caller
 * opens and closes.
 */
public record Database(String jdbcUrl, String user, String password) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);

    /** Checks {@code wal_level} before Debezium does, which would fail much later. */
    public static void requireLogicalWal(Connection connection) throws SQLException {
        String level = queryString(connection, "show wal_level");
        if (!level.equals("logical")) {
            throw new StackException("PostgreSQL has wal_level=" + level + ", but Debezium needs wal_level=logical. Run"
                    + " `alter system set wal_level = logical` and restart PostgreSQL, or start it with"
                    + " `-c wal_level=logical`");
        }
    }

    /**
     * Checks that the tables to capture exist.
     *
     * @param patterns regular expressions, which Debezium matches against full names, ignoring case
     * @throws StackException if a pattern matches no table
     */
    public static void requireTables(Connection connection, List<String> patterns) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
                        order by 1""")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        for (String pattern : patterns) {
            if (!matchesAny(pattern, tables)) {
                throw new StackException("table " + pattern + " is not in database " + connection.getCatalog()
                        + (tables.isEmpty() ? ", which has no tables" : ", which has " + abbreviate(tables))
                        + ". Create it, or capture another table");
            }
        }
    }

    /**
     * Returns the patterns without a table in the publication. PostgreSQL 18 sends no changes of such tables and only
     * logs a warning.
     */
    public static List<String> findUnpublishedTables(Connection connection, String publication, List<String> patterns)
            throws SQLException {
        List<String> published = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select schemaname || '.' || tablename from pg_publication_tables where pubname = ?")) {
            statement.setString(1, publication);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    published.add(rows.getString(1));
                }
            }
        }
        return patterns.stream()
                .filter(pattern -> !matchesAny(pattern, published))
                .toList();
    }

    private static boolean matchesAny(String pattern, List<String> tables) {
        Pattern regex = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        return tables.stream().anyMatch(table -> regex.matcher(table).matches());
    }

    /** Returns the state of a slot and of its client, or empty if the slot does not exist. */
    public static Optional<SlotStatus> findSlot(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select s.active, s.wal_status, s.confirmed_flush_lsn::text,
                       pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint,
                       pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint,
                       s.active and r.pid is not null and coalesce(r.state, 'streaming') = 'streaming'
                from pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid
                where s.slot_name = ?""")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new SlotStatus(
                                name,
                                row.getBoolean(1),
                                row.getBoolean(6),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5)))
                        : Optional.empty();
            }
        }
    }

    /** Returns the number of sessions in this database whose application name starts with {@code application}. */
    public static int countSessions(Connection connection, String application) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from pg_stat_activity"
                + " where datname = current_database() and starts_with(application_name, ?)")) {
            statement.setString(1, application);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    public Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "ez-cdc");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /**
     * Opens a connection, and waits if the server is still starting.
     *
     * @param requireAlive called between attempts; throws if the server is not running
     */
    public Connection awaitOpen(Duration timeout, Runnable requireAlive) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return open();
            } catch (SQLException e) {
                requireAlive.run();
                if (!isTransient(e) || System.nanoTime() - end > 0) {
                    throw toStackException(e);
                }
                Poll.sleep(POLL_INTERVAL);
            }
        }
    }

    /** Omits the password, also that of the URL. */
    @Override
    public String toString() {
        return "Database[" + JdbcAddress.fromUrl(jdbcUrl) + ", user=" + user + "]";
    }

    /** Returns an exception that states what is wrong with the connection and how to fix it. */
    public StackException toStackException(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String where = "PostgreSQL at " + JdbcAddress.fromUrl(jdbcUrl);
        if (state.startsWith("28")) {
            return new StackException(
                    where + " rejects user " + user + ": " + Exceptions.message(e) + ". Check user and password", e);
        }
        if (state.equals("3D000")) {
            return new StackException(
                    where + " does not have this database: " + Exceptions.message(e) + ". Create it", e);
        }
        if (state.startsWith("08")) {
            return new StackException(
                    where + " is unreachable: " + Exceptions.message(e) + ". Check that it is running", e);
        }
        return new StackException(where + " failed: " + Exceptions.message(e), e);
    }

    /** Returns whether a retry can succeed: the port is not open yet, or the server is starting, recovering or stopping. */
    private static boolean isTransient(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.equals("57P03") || state.equals("57P01");
    }

    static String queryString(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static String abbreviate(List<String> tables) {
        int max = 5;
        return String.join(", ", tables.subList(0, Math.min(max, tables.size())))
                + (tables.size() > max ? " and " + (tables.size() - max) + " more" : "");
    }
}
