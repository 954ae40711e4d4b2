package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorPlan.Difference;
import dev.ezcdc.infra.connector.ConnectorValidation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A change of a registered connector's settings. Immutable.
 *
 * @param before the registered configuration
 * @param after the configuration that the user wants
 */
public record ConfigEdit(ConnectorConfig before, ConnectorConfig after) {

    /** Settings on which the position in the database or the names of the topics depend, with the consequence. */
    private static final Map<String, String> CONSEQUENCES = Map.of(
            "slot.name",
                    "the new slot starts at the present position; the changes that the old slot keeps do not arrive",
            "topic.prefix",
                    "the stored position belongs to the old prefix, so the next start makes a new snapshot, into"
                            + " topics of another name",
            "database.hostname", "the stored position is one of the old server",
            "database.port", "the stored position is one of the old server",
            "database.dbname", "the stored position and the slot belong to the old database");

    /**
     * Returns a change of single settings.
     *
     * @param set the settings to add or replace
     * @param unset the settings to remove
     * @throws StackException if a setting to remove is not set
     */
    public static ConfigEdit of(ConnectorConfig before, Map<String, String> set, List<String> unset) {
        Map<String, String> changed = new LinkedHashMap<>(before.settings());
        for (String key : unset) {
            if (changed.remove(key) == null) {
                throw new StackException("connector " + before.name() + " has no setting " + key);
            }
        }
        changed.putAll(set);
        return new ConfigEdit(before, new ConnectorConfig(before.name(), changed));
    }

    /** Returns the settings that change, in the order of their names. */
    public List<Difference> differences() {
        TreeSet<String> keys = new TreeSet<>(before.settings().keySet());
        keys.addAll(after.settings().keySet());
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            String old = before.settings().get(key);
            String changed = after.settings().get(key);
            if (!Objects.equals(old, changed) && !key.equals("name")) {
                differences.add(new Difference(key, old, changed));
            }
        }
        return differences;
    }

    /** Returns a sentence for each change that can lose changes of rows. */
    public List<String> consequences() {
        return differences().stream()
                .filter(difference -> CONSEQUENCES.containsKey(difference.key()))
                .map(difference -> difference.key() + ": " + CONSEQUENCES.get(difference.key()))
                .toList();
    }

    /** @throws StackException with a line for each setting that is refused */
    public void requireValid(ConnectorValidation validation) {
        List<String> problems = new ArrayList<>(validation.findClashes(after));
        problems.addAll(validation.findInvalidSettings(after));
        if (!problems.isEmpty()) {
            throw new StackException("connector " + after.name() + " was not changed: " + String.join("\n", problems));
        }
    }
}
