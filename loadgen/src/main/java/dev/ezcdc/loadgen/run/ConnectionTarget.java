package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The PostgreSQL server that is written to. Thread-safe. */
final class ConnectionTarget {

    private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

    private final String jdbcUrl;
    private final Properties properties;
    private final Properties parsed;
    private final Duration retryTimeout;
    private final LoadClock clock;

    /** @throws IllegalArgumentException if it is no JDBC URL of PostgreSQL */
    ConnectionTarget(String jdbcUrl, String user, String password, Duration patience, LoadClock clock) {
        this.jdbcUrl = jdbcUrl;
        this.retryTimeout = patience;
        this.clock = clock;
        this.properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, "ez-cdc loadgen");
        PGProperty.CONNECT_TIMEOUT.set(properties, 5);
        PGProperty.LOGIN_TIMEOUT.set(properties, 10);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Without it a connection whose other end has silently gone is waited for for ever.
        PGProperty.SOCKET_TIMEOUT.set(properties, 60);
        PGProperty.PREPARE_THRESHOLD.set(properties, 1);
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        Properties url = jdbcUrl.startsWith("jdbc:postgresql:") ? Driver.parseURL(jdbcUrl, properties) : null;
        if (url == null) {
            // The URL may hold a password, so it is not repeated.
            throw new IllegalArgumentException(
                    "that is no JDBC URL of PostgreSQL; an example: jdbc:postgresql://localhost:55432/cdctest");
        }
        this.parsed = url;
    }

    Duration retryTimeout() {
        return retryTimeout;
    }

    /** Host, port and database, without the rest of the URL. */
    String address() {
        return property(PGProperty.PG_HOST) + ":" + property(PGProperty.PG_PORT) + "/" + property(PGProperty.PG_DBNAME);
    }

    /**
     * Connects; tries again for a while if nothing answers, and says so.
     *
     * @return null if it was cancelled meanwhile; it is tried once in any case, so that what is in doubt can be settled
     * @throws LoadException if there is no connection to be had
     */
    @Nullable
    Session connect(Consumer<String> waiting, BooleanSupplier cancelled) {
        long giveUp = clock.nanos() + retryTimeout.toNanos();
        boolean said = false;
        do {
            try {
                Connection connection = new Driver().connect(jdbcUrl, properties);
                if (connection == null) {
                    throw new IllegalStateException("the driver refused a URL that it had read");
                }
                return Session.forConnection(connection);
            } catch (SQLException e) {
                if (!SqlErrors.isRetryable(e) || clock.nanos() >= giveUp) {
                    throw new LoadException(describe(e), e);
                }
                if (!said) {
                    waiting.accept("PostgreSQL at " + address() + " does not answer (" + SqlErrors.describe(e)
                            + "); trying for " + retryTimeout.toSeconds() + " s");
                    said = true;
                }
                clock.park(RETRY_NANOS);
            }
        } while (!cancelled.getAsBoolean());
        return null;
    }

    private String describe(SQLException e) {
        String user = property(PGProperty.USER);
        if (SqlErrors.isLoginRejected(e)) {
            return "PostgreSQL at " + address() + " does not let user " + user + " in: " + SqlErrors.describe(e)
                    + "\nGive the right --user and --password, or set PGPASSWORD.";
        }
        if (SqlErrors.isUnknownDatabase(e)) {
            return "PostgreSQL at " + address() + ": " + SqlErrors.describe(e)
                    + "\nName another database at the end of --jdbc-url, or create it.";
        }
        if (SqlErrors.isConnectionLost(e)) {
            return "PostgreSQL cannot be reached at " + address() + " (tried for " + retryTimeout.toSeconds() + " s): "
                    + SqlErrors.describe(e) + "\nStart the server, or name another one with --jdbc-url.";
        }
        return "PostgreSQL at " + address() + " refuses the connection: " + SqlErrors.describe(e);
    }

    private String property(PGProperty property) {
        String value = property.getOrDefault(parsed);
        return value == null ? "" : value;
    }
}
