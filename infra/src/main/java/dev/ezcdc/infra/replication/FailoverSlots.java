package dev.ezcdc.infra.replication;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logical slots that PostgreSQL copies to the standby. */
final class FailoverSlots {
    private static final String SLOTS = """
            select slot_name from pg_replication_slots
            where failover and not temporary and (active or slot_name = ?) order by 1
            """;
    private static final String STATE = """
            select temporary, synced, invalidation_reason from pg_replication_slots where slot_name = ?
            """;

    private FailoverSlots() {}

    /**
     * Returns the names of a primary's slots that its standby should have. A slot without a client does not move, and so its
     * copy may never be usable; it belongs to a connector that was stopped or deleted.
     *
     * @param required a slot that counts without a client, too
     */
    static List<String> list(Connection primary, String required) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = primary.prepareStatement(SLOTS)) {
            statement.setString(1, required);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    /** Returns why a standby that takes over now could not continue a slot, or null if it could. */
    static @Nullable String findProblem(Connection standby, String slot) throws SQLException {
        try (PreparedStatement statement = standby.prepareStatement(STATE)) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return "the standby does not have slot " + slot;
                }
                if (row.getString(3) != null) {
                    return "slot " + slot + " of the standby is invalid (" + row.getString(3) + ")";
                }
                if (!row.getBoolean(2)) {
                    return "slot " + slot + " of the standby is not synchronized";
                }
                // PostgreSQL drops a temporary slot at a promotion.
                return row.getBoolean(1) ? "slot " + slot + " of the standby is still temporary" : null;
            }
        }
    }

    /**
     * Asks both servers for the next step. A slot becomes permanent once the primary's slot has passed what the standby can
     * decode from, for which the primary must log its running transactions, and the standby looks at the slots only now and
     * then.
     */
    static void hasten(Connection primary, Connection standby) throws SQLException {
        try (Statement statement = primary.createStatement()) {
            statement.execute("select pg_log_standby_snapshot()");
        }
        try (Statement statement = standby.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
    }
}
