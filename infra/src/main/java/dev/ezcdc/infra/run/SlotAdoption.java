package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Lets PostgreSQL copy the slot of a connector to the standby if the connector created it before there was one. Debezium sets
 * {@code slot.failover} only when it creates a slot. The connector is stopped during the change.
 */
record SlotAdoption(ConnectorLifecycle lifecycle, Duration timeout, Consumer<String> progress) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final String IS_COPIED = "select failover from pg_replication_slots where slot_name = ?";

    /** Returns whether the slot had to be changed; the connector does not stream yet then. */
    boolean run() {
        String slot = lifecycle.config().slotName();
        String connector = lifecycle.config().name();
        Database database = lifecycle.database();
        try (Connection connection = database.open()) {
            if (isCopied(connection, slot)) {
                return false;
            }
            progress.accept("changing slot " + slot + ", so that PostgreSQL copies it to the standby");
            lifecycle.connect().stop(connector);
            try {
                if (!Poll.until(() -> isFree(connection, slot), timeout, POLL_INTERVAL)) {
                    throw new StackException("connector " + connector + " still reads slot " + slot + " "
                            + timeout.toSeconds() + " s after its stop. Run `./cdc up` again");
                }
                alter(database, slot);
            } finally {
                lifecycle.connect().resume(connector);
            }
            return true;
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    private static boolean isCopied(Connection connection, String slot) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_COPIED)) {
            statement.setString(1, slot);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private boolean isFree(Connection connection, String slot) {
        try {
            return Database.findSlotClient(connection, slot).isEmpty();
        } catch (SQLException e) {
            throw lifecycle.database().toStackException(e);
        }
    }

    /** A command of the replication protocol: there is no SQL for it. */
    private static void alter(Database database, String slot) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "17");
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER_REPLICATION_SLOT " + statement.enquoteIdentifier(slot, false) + " ( FAILOVER true )");
        }
    }
}
