package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Exceptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The slot, publication, topics and offsets of a deleted connector. Immutable.
 *
 * @param topics the topics that the connector has written
 * @param slot what is known about its replication slot
 */
public record ConnectorRemains(ConnectorConfig config, List<String> topics, String slot) {

    /**
     * Finds what would remain.
     *
     * @param database the connector's database, or empty if it is not known
     */
    public static ConnectorRemains find(ConnectorConfig config, List<String> topics, Optional<Database> database) {
        return new ConnectorRemains(config, topics.stream().sorted().toList(), describeSlot(config, database));
    }

    private static String describeSlot(ConnectorConfig config, Optional<Database> database) {
        String name = config.slotName();
        String keeps = "slot " + name + ": PostgreSQL keeps all WAL for it from now on, until the disk is full";
        if (database.isEmpty()) {
            return keeps;
        }
        try (Connection connection = database.get().open()) {
            Optional<SlotStatus> found = Database.findSlot(connection, name);
            return found.map(slot ->
                            String.format(Locale.ROOT, "%s; now %.1f MiB", keeps, slot.retainedBytes() / 1048576.0))
                    .orElse("");
        } catch (SQLException e) {
            return keeps + " (its size is unknown: "
                    + Exceptions.message(database.get().toStackException(e)) + ")";
        }
    }

    /**
     * Returns what remains, in lines.
     *
     * @param isDeleted whether the connector is deleted; otherwise the lines say what would remain
     */
    public List<String> describe(boolean isDeleted) {
        List<String> lines = new ArrayList<>();
        lines.add(isDeleted ? "these remain:" : "these would remain:");
        if (!slot.isEmpty()) {
            lines.add("  " + slot + ". Drop it with");
            lines.add(
                    "    select pg_drop_replication_slot('" + config.slotName().replace("'", "''") + "');");
        }
        config.publicationName().ifPresent(publication -> {
            lines.add("  publication " + publication + ". Drop it with");
            lines.add("    drop publication \"" + publication.replace("\"", "\"\"") + "\";");
        });
        lines.add("  topics: " + (topics.isEmpty() ? "none known" : String.join(", ", topics)));
        lines.add("  the stored offsets: a new connector named " + config.name()
                + " with the same topic.prefix continues" + " from them");
        return lines;
    }
}
