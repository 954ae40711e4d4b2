package dev.ezcdc.infra.database;

import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.tls.TlsClient;
import dev.ezcdc.tls.TlsFailure;
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

/**
 * The stack's queries to PostgreSQL, and the connections for them. The static methods use a connection that the caller
 * opens and closes.
 */
public record Database(String jdbcUrl, String user, String password) {
    private static final TlsClient TLS_CLIENT =
            new TlsClient("the server", "sslrootcert in the JDBC URL", "the JDBC URL", "sslmode in the JDBC URL");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String SLOTS = """
            select s.slot_name, s.active, s.active and r.pid is not null and coalesce(r.state, 'streaming') = 'streaming',
                   s.wal_status, s.confirmed_flush_lsn::text,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint
            from pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid
            """;

    /** Returns the state of a slot and of its client, or empty if the slot does not exist. */
    public static Optional<SlotStatus> findSlot(Connection connection, String name) throws SQLException {
        return querySlots(connection, "where s.slot_name = ?", name).stream().findFirst();
    }

    /** Returns the process id of the server's session that reads a slot, or empty if none does. */
    public static Optional<Integer> findSlotClient(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select active_pid from pg_replication_slots where slot_name = ? and active_pid is not null")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
            }
        }
    }

    /** Returns the server's other slots, of all databases and of standbys: PostgreSQL keeps one log for all. */
    public static List<SlotStatus> listOtherSlots(Connection connection, String name) throws SQLException {
        return querySlots(connection, "where s.slot_name <> ? order by s.restart_lsn", name);
    }

    private static List<SlotStatus> querySlots(Connection connection, String condition, String name)
            throws SQLException {
        List<SlotStatus> slots = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SLOTS + condition)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    slots.add(new SlotStatus(
                            row.getString(1),
                            row.getBoolean(2),
                            row.getBoolean(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getLong(7)));
                }
            }
        }
        return slots;
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

    /**
     * Opens a connection for short statements. They fail after three seconds if another session has locked a table that they
     * need.
     */
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "ez-cdc");
        Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        // Not a startup parameter, which a connection pooler may refuse.
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '" + LOCK_TIMEOUT.toMillis() + "ms'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
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

    /** Returns an exception that states what is wrong with the connection or the statement, and how to fix it. */
    public StackException toStackException(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String where = "PostgreSQL at " + JdbcAddress.fromUrl(jdbcUrl);
        Optional<String> tls = TlsFailure.find(e).map(failure -> failure.explain(TLS_CLIENT));
        if (tls.isPresent()) {
            return new StackException("cannot connect to " + where + ": " + tls.get(), e);
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new StackException(
                    "a statement on " + where + " waited more than " + LOCK_TIMEOUT.toSeconds() + " s for a lock: "
                            + describeLock(),
                    e);
        }
        if (state.startsWith("28") && Exceptions.message(e).contains("no encryption")) {
            return new StackException(
                    where + " refuses a connection without TLS: " + Exceptions.message(e)
                            + ". Add sslmode=verify-full and sslrootcert to the JDBC URL",
                    e);
        }
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

    private String describeLock() {
        try (Connection connection = open()) {
            return TableLock.findStrongest(connection).map(TableLock::describe).orElse(TableLock.RELEASED);
        } catch (SQLException e) {
            return "another session has locked a table, and the query for it failed (" + Exceptions.message(e)
                    + "). Try again when its transaction has ended";
        }
    }

    /** Returns whether a retry can succeed: the port is not open yet, or the server is starting, recovering or stopping. */
    private static boolean isTransient(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") && TlsFailure.find(e).isEmpty() || state.equals("57P03") || state.equals("57P01");
    }

    static String queryString(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
