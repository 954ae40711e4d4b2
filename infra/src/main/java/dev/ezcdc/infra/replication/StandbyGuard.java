package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The two settings of a primary that keep a failover from losing anything. With {@code synchronous_standby_names} a commit
 * returns only when the standby has it. With {@code synchronized_standby_slots} a change reaches the connector only when the
 * standby has it; otherwise Kafka could have rows that the new primary does not, and then skip as many new ones.
 */
final class StandbyGuard {
    private static final String COMMITS = "synchronous_standby_names";
    private static final String CHANGES = "synchronized_standby_slots";

    private StandbyGuard() {}

    /** Call it only when the standby streams and has the slots: commits wait for it from now on. */
    static void enable(Connection primary) throws SQLException {
        set(primary, "set " + COMMITS + " = '" + PostgresPair.STANDBY + "'");
        set(primary, "set " + CHANGES + " = '" + PostgresPair.STANDBY + "'");
        reload(primary);
    }

    /** Lets the primary continue alone. */
    static void disable(Connection primary) throws SQLException {
        set(primary, "reset " + COMMITS);
        set(primary, "reset " + CHANGES);
        reload(primary);
    }

    /** Returns whether both settings are on. */
    static boolean isEnabled(Connection primary) throws SQLException {
        try (Statement statement = primary.createStatement();
                var row = statement.executeQuery("select current_setting('" + COMMITS + "') = '" + PostgresPair.STANDBY
                        + "' and current_setting('" + CHANGES + "') = '" + PostgresPair.STANDBY + "'")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Returns whether both settings are on according to the file of a server that need not run. */
    static boolean isEnabled(Path dataDirectory) {
        Path file = dataDirectory.resolve(StandbyConfig.FILE);
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.contains(COMMITS + " = '" + PostgresPair.STANDBY + "'")
                    && text.contains(CHANGES + " = '" + PostgresPair.STANDBY + "'");
        } catch (IOException e) {
            throw new StackException("cannot read " + file + ": " + Exceptions.message(e), e);
        }
    }

    /** Returns whether a line of {@link StandbyConfig#FILE} belongs to a server's role, and not to its copy's. */
    static boolean isSetting(String line) {
        return line.startsWith(COMMITS) || line.startsWith(CHANGES);
    }

    private static void set(Connection connection, String change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter system " + change);
        }
    }

    private static void reload(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
    }
}
