package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.tls.TlsClient;
import dev.ezcdc.tls.TlsFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Connects to the target PostgreSQL server. Thread-safe. */
final class ConnectionTarget {

    private static final TlsClient TLS_CLIENT =
            new TlsClient("the server", "sslrootcert in --jdbc-url", "--jdbc-url", "sslmode in --jdbc-url");

    private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

    private final String jdbcUrl;
    private final Properties properties;
    private final Properties urlProperties;
    private final Duration retryTimeout;
    private final LoadClock clock;

    /** @throws IllegalArgumentException if the URL is not a PostgreSQL JDBC URL */
    ConnectionTarget(String jdbcUrl, String user, String password, Duration retryTimeout, LoadClock clock) {
        this.jdbcUrl = jdbcUrl;
        this.retryTimeout = retryTimeout;
        this.clock = clock;
        this.properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, "ez-cdc loadgen");
        PGProperty.CONNECT_TIMEOUT.set(properties, 5);
        PGProperty.LOGIN_TIMEOUT.set(properties, 10);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Without a timeout, a read waits forever if the peer disappears without closing the connection.
        PGProperty.SOCKET_TIMEOUT.set(properties, 60);
        PGProperty.PREPARE_THRESHOLD.set(properties, 1);
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        Properties parsed = jdbcUrl.startsWith("jdbc:postgresql:") ? Driver.parseURL(jdbcUrl, properties) : null;
        if (parsed == null) {
            // The URL may contain a password, so the message does not repeat it.
            throw new IllegalArgumentException(
                    "not a PostgreSQL JDBC URL. Use a URL such as jdbc:postgresql://localhost:55432/cdctest.");
        }
        this.urlProperties = parsed;
    }

    Duration retryTimeout() {
        return retryTimeout;
    }

    /** Returns {@code host:port/database}, without the rest of the URL. */
    String address() {
        return property(PGProperty.PG_HOST) + ":" + property(PGProperty.PG_PORT) + "/" + property(PGProperty.PG_DBNAME);
    }

    /**
     * Connects. If the server does not respond, reports that and retries until the retry timeout expires.
     *
     * @param notices receives the message that connecting is retried
     * @return null if the run was canceled. Even then one attempt is made, so that in-doubt transactions can be resolved
     * @throws LoadException if the server cannot be reached or rejects the connection
     */
    @Nullable
    Session connect(Consumer<String> notices, BooleanSupplier canceled) {
        long deadline = clock.nanos() + retryTimeout.toNanos();
        boolean reported = false;
        do {
            try {
                Connection connection = new Driver().connect(jdbcUrl, properties);
                if (connection == null) {
                    throw new IllegalStateException("the driver rejected a URL that it had parsed");
                }
                return Session.forConnection(connection);
            } catch (SQLException e) {
                if (!SqlErrors.isRetryable(e) || TlsFailure.find(e).isPresent() || clock.nanos() >= deadline) {
                    throw new LoadException(describe(e), e);
                }
                if (!reported) {
                    notices.accept("PostgreSQL at " + address() + " does not respond (" + SqlErrors.describe(e)
                            + "); retrying for " + retryTimeout.toSeconds() + " s");
                    reported = true;
                }
                clock.park(RETRY_NANOS);
            }
        } while (!canceled.getAsBoolean());
        return null;
    }

    private String describe(SQLException e) {
        String user = property(PGProperty.USER);
        Optional<TlsFailure> tls = TlsFailure.find(e);
        if (tls.isPresent()) {
            return "cannot connect to PostgreSQL at " + address() + ": "
                    + tls.get().explain(TLS_CLIENT) + ".";
        }
        if (SqlErrors.requiresTls(e)) {
            return "cannot connect to PostgreSQL at " + address() + ": the server refuses connections without TLS. Add"
                    + " sslmode=verify-full and sslrootcert to --jdbc-url.";
        }
        if (SqlErrors.isLoginRejected(e)) {
            return "PostgreSQL at " + address() + " rejects user " + user + ": " + SqlErrors.describe(e)
                    + "\nCheck --user and --password, or set PGPASSWORD.";
        }
        if (SqlErrors.isUnknownDatabase(e)) {
            return "PostgreSQL at " + address() + ": " + SqlErrors.describe(e)
                    + "\nChange the database at the end of --jdbc-url, or create it.";
        }
        if (SqlErrors.isConnectionLost(e)) {
            return "PostgreSQL at " + address() + " cannot be reached (tried for " + retryTimeout.toSeconds() + " s): "
                    + SqlErrors.describe(e) + "\nStart the server, or choose another one with --jdbc-url.";
        }
        return "PostgreSQL at " + address() + " rejects the connection: " + SqlErrors.describe(e);
    }

    private String property(PGProperty property) {
        String value = property.getOrDefault(urlProperties);
        return value == null ? "" : value;
    }
}
