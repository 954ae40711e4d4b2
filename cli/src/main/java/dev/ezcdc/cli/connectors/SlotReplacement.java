package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorOffsets;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives a connector a new replication slot, without a snapshot. The connector then streams from now on; what it missed
 * must be read again.
 */
record SlotReplacement(ConnectorControl control, Database database, Consumer<String> progress) {
    private static final String SNAPSHOT_MODE = "snapshot.mode";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** @throws StackException if the connector can continue with its slot */
    void requireLost(ConnectorConfig config) {
        Optional<SlotStatus> slot = findSlot(config);
        if (slot.map(SlotStatus::streaming).orElse(false)) {
            throw new StackException(
                    "slot " + config.slotName() + " streams, and the changes that it keeps would be lost"
                            + " with it. Leave out --new-slot, or add --yes to replace it anyway");
        }
    }

    /**
     * Drops the slot and the stored position, and starts the connector with a new slot.
     *
     * @param settings settings to change at the same time
     */
    void replace(ConnectorConfig config, Map<String, String> settings) {
        String name = config.name();
        progress.accept("stopping connector " + name);
        control.stop(name);
        control.deleteOffsets(name);
        dropSlot(config);
        progress.accept("starting connector " + name + " with a new slot " + config.slotName()
                + " (snapshot.mode=no_data until the tables are read)");
        control.configure(config.with(settings).with(Map.of(SNAPSHOT_MODE, "no_data")));
        control.resume(name);
        boolean streams = Poll.until(
                () -> {
                    ConnectorControl.requireNoFailure(control.status(name));
                    return findSlot(config).map(SlotStatus::streaming).orElse(false);
                },
                control.timeout(),
                POLL_INTERVAL);
        if (!streams) {
            throw new StackException("connector " + name + " does not stream to its new slot " + config.slotName()
                    + ". See the worker's log");
        }
    }

    /** Gives the connector its own snapshot mode again. Without a stored position it would make a whole snapshot. */
    void restoreSnapshotMode(ConnectorConfig original) {
        String name = original.name();
        ConnectorConfig current = control.require(name);
        String mode = original.settings().get(SNAPSHOT_MODE);
        ConfigEdit edit = mode == null
                ? ConfigEdit.of(current, Map.of(), List.of(SNAPSHOT_MODE))
                : ConfigEdit.of(current, Map.of(SNAPSHOT_MODE, mode), List.of());
        if (edit.differences().isEmpty()) {
            return;
        }
        control.stop(name); // stores the position
        if (ConnectorOffsets.of(control.connect(), name).isEmpty()) {
            control.resume(name);
            progress.accept("connector " + name + " keeps snapshot.mode=no_data, because Kafka Connect has stored no"
                    + " position yet. Change it back later: `./cdc connectors edit " + name + " "
                    + (mode == null ? "--unset " + SNAPSHOT_MODE : "--set " + SNAPSHOT_MODE + "=" + mode) + "`");
            return;
        }
        control.configure(edit.after());
        control.resume(name);
    }

    private void dropSlot(ConnectorConfig config) {
        try (Connection connection = database.open()) {
            String name = config.slotName();
            if (!Poll.until(
                    () -> !findSlot(config).map(SlotStatus::active).orElse(false), control.timeout(), POLL_INTERVAL)) {
                throw new StackException("slot " + name + " is still in use by another client. End it first");
            }
            try (PreparedStatement drop = connection.prepareStatement(
                    "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?")) {
                drop.setString(1, name);
                drop.executeQuery().close();
            }
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    private Optional<SlotStatus> findSlot(ConnectorConfig config) {
        try (Connection connection = database.open()) {
            return Database.findSlot(connection, config.slotName());
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }
}
