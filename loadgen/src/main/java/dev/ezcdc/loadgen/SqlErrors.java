package dev.ezcdc.loadgen;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an {@link SQLException} means to a load generator, by its SQLSTATE, and how people are told of it. */
public final class SqlErrors {

    private SqlErrors() {}

    /** The connection is gone: whether the statement was carried out is not known. */
    public static boolean isConnectionLost(SQLException e) {
        return isClass(e, "08") || isClass(e, "57P");
    }

    /** No server answers there, or one that starts, stops or is full: worth another try. */
    public static boolean isRetryable(SQLException e) {
        return isConnectionLost(e) || isClass(e, "53");
    }

    /** Every further statement would meet the same end: no privilege, no such table or column, a read-only server. */
    public static boolean isPermanent(SQLException e) {
        return isClass(e, "42") || isClass(e, "25") || isClass(e, "3F");
    }

    /** A value that the server cannot take, such as a transaction's number that is still to come. */
    public static boolean isInvalidValue(SQLException e) {
        return isClass(e, "22");
    }

    /** The server does not let this user in with this password. */
    public static boolean isLoginRejected(SQLException e) {
        return isClass(e, "28");
    }

    /** The server has no database of that name. */
    public static boolean isUnknownDatabase(SQLException e) {
        return isClass(e, "3D");
    }

    /**
     * The server's own sentence on one line, without the detail and the statement, which may carry a row's values, and
     * without characters that a terminal would act upon.
     */
    public static String describe(SQLException e) {
        Throwable cause = e;
        if (e instanceof BatchUpdateException && e.getNextException() != null) {
            cause = e.getNextException();
        }
        // The driver's own messages go on with general advice; ours is more to the point.
        ServerErrorMessage server = cause instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? firstSentence(cause.getMessage()) : server.getMessage();
        return toSingleLine(message == null ? "SQLSTATE " + e.getSQLState() : message);
    }

    private static @Nullable String firstSentence(@Nullable String message) {
        int end = message == null ? -1 : message.indexOf(". ");
        return message == null || end < 0 ? message : message.substring(0, end);
    }

    /** The text without what a terminal would act upon, line ends among it. */
    public static String toSingleLine(String text) {
        return text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ");
    }

    private static boolean isClass(SQLException e, String prefix) {
        @Nullable String state = e.getSQLState();
        return state != null && state.startsWith(prefix);
    }
}
