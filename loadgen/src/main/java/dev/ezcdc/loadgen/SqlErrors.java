package dev.ezcdc.loadgen;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Classifies {@link SQLException}s by SQLSTATE and formats their messages. */
public final class SqlErrors {

    private SqlErrors() {}

    /** Returns true if the connection is lost, so the outcome of the statement is unknown. */
    public static boolean isConnectionLost(SQLException e) {
        return isClass(e, "08") || isClass(e, "57P");
    }

    /** Returns true if no server responds, or if the server is starting, stopping or out of connections. */
    public static boolean isRetryable(SQLException e) {
        return isConnectionLost(e) || isClass(e, "53");
    }

    /** Returns true if every further statement would fail too: missing privilege, table or column, or a read-only server. */
    public static boolean isPermanent(SQLException e) {
        return isClass(e, "42") || isClass(e, "25") || isClass(e, "3F");
    }

    /** Returns the SQLSTATE; {@code unknown} if there is none. */
    public static String state(SQLException e) {
        String state = firstCause(e).getSQLState();
        return state == null ? "unknown" : toSingleLine(state);
    }

    /**
     * Returns what to do about an error whose message does not tell.
     *
     * @return null if there is no such advice
     */
    public static @Nullable String advise(SQLException e) {
        return switch (state(e)) {
            case "55000" ->
                "If the table has no replica identity, a publication makes PostgreSQL refuse updates and deletes."
                        + " Set one, with ALTER TABLE ... REPLICA IDENTITY FULL, or only insert, with --mix insert=1.";
            case "42P10" ->
                "A publication makes PostgreSQL refuse updates and deletes, because it omits generated columns of"
                        + " the table's replica identity. Publish them, with ALTER PUBLICATION ... SET"
                        + " (publish_generated_columns = stored), or only insert, with --mix insert=1.";
            case "42501" -> "Grant the privilege, or write as another user, with --user.";
            default -> null;
        };
    }

    /** Returns true if the server rejected a value, such as a transaction ID in the future. */
    public static boolean isInvalidValue(SQLException e) {
        return isClass(e, "22");
    }

    /** Returns true if the server rejected the user or the password. */
    public static boolean isLoginRejected(SQLException e) {
        return isClass(e, "28");
    }

    /** Returns true if the server rejected a connection because it is not encrypted. */
    public static boolean requiresTls(SQLException e) {
        return isLoginRejected(e) && describe(e).contains("no encryption");
    }

    /** Returns true if the server has no database of that name. */
    public static boolean isUnknownDatabase(SQLException e) {
        return isClass(e, "3D");
    }

    /**
     * Returns the server's primary message on one line and without control characters. The detail and the statement are
     * left out because they may contain the values of a row.
     */
    public static String describe(SQLException e) {
        SQLException cause = firstCause(e);
        // The driver's messages continue with general advice, which the callers replace with specific advice.
        ServerErrorMessage server = cause instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? firstSentence(cause.getMessage()) : server.getMessage();
        return toSingleLine(message == null ? "SQLSTATE " + e.getSQLState() : message);
    }

    /** Returns the server's error, which the driver wraps if a batch fails. */
    private static SQLException firstCause(SQLException e) {
        return e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
    }

    private static @Nullable String firstSentence(@Nullable String message) {
        int end = message == null ? -1 : message.indexOf(". ");
        return message == null || end < 0 ? message : message.substring(0, end);
    }

    /** Replaces control characters and line breaks with spaces, so the text cannot affect a terminal. */
    public static String toSingleLine(String text) {
        return text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ");
    }

    private static boolean isClass(SQLException e, String prefix) {
        @Nullable String state = e.getSQLState();
        return state != null && state.startsWith(prefix);
    }
}
