package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a registration makes. A registered connector belongs to its user: its settings stay unless a change is
 * requested. Immutable.
 *
 * @param config the connector's configuration after the registration
 * @param isNew whether the connector is not registered yet
 * @param applied the settings of the registered connector that are changed
 * @param kept the settings that differ from ez-cdc's and are not changed
 */
public record ConnectorPlan(ConnectorConfig config, boolean isNew, List<Difference> applied, List<Difference> kept) {
    private static final Set<String> ADDRESS = Set.of("database.hostname", "database.port");
    private static final String TABLES = "table.include.list";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    public ConnectorPlan {
        applied = List.copyOf(applied);
        kept = List.copyOf(kept);
    }

    /**
     * A setting with two values.
     *
     * @param registered the value of the registered connector; null if it is not set
     * @param wanted ez-cdc's value; null if it is not set
     */
    public record Difference(
            String key,
            @Nullable String registered,
            @Nullable String wanted) {
        /** Returns the key, the registered value and the new one. Hides passwords and escapes control characters. */
        public String describeChange() {
            return key + ": " + SettingText.of(key, registered) + " → " + SettingText.of(key, wanted);
        }

        private String describeKept(String origin) {
            return key + ": " + SettingText.of(key, registered) + " (" + origin + ": " + SettingText.of(key, wanted)
                    + ")";
        }

        /** Omits passwords. */
        @Override
        public String toString() {
            return describeChange();
        }
    }

    /**
     * Plans a registration.
     *
     * @param wanted the configuration of a new connector
     * @param requested the keys whose wanted values replace those of a registered connector
     * @param registered the configuration of the registered connector, or empty if there is none
     */
    static ConnectorPlan of(
            ConnectorConfig wanted,
            ExistingConnector existing,
            Set<String> requested,
            Optional<Map<String, String>> registered) {
        if (registered.isEmpty()) {
            return new ConnectorPlan(wanted, true, List.of(), List.of());
        }
        Map<String, String> current = new LinkedHashMap<>(registered.get());
        current.remove("name"); // added by Kafka Connect
        Set<String> keys = new LinkedHashSet<>(wanted.settings().keySet());
        keys.addAll(current.keySet());
        Map<String, String> result = new LinkedHashMap<>(current);
        Set<String> profileKeys =
                existing == ExistingConnector.APPLY_PROFILE ? Profile.connectorSettingKeys() : Set.of();
        List<Difference> applied = new ArrayList<>();
        List<Difference> kept = new ArrayList<>();
        for (String key : keys) {
            Difference difference =
                    new Difference(key, current.get(key), wanted.settings().get(key));
            if (Objects.equals(difference.registered(), difference.wanted())) {
                continue;
            }
            if (existing == ExistingConnector.RESET
                    || requested.contains(key)
                    || profileKeys.contains(key)
                    || ADDRESS.contains(key) && pointsToSameDatabase(wanted.settings(), current)) {
                applied.add(difference);
                result.remove(key);
                if (difference.wanted() != null) {
                    result.put(key, difference.wanted());
                }
            } else if (!key.equals(TABLES)) { // the tables are the user's choice, not a difference
                kept.add(difference);
            }
        }
        return new ConnectorPlan(new ConnectorConfig(wanted.name(), result), false, applied, kept);
    }

    /** Returns whether the connector's configuration must be sent to the worker. */
    public boolean isChange() {
        return isNew || !applied.isEmpty();
    }

    /** Returns whether a registered connector captures other tables than before. Debezium does not snapshot them. */
    public boolean addsTables() {
        return applied.stream().anyMatch(difference -> difference.key().equals(TABLES));
    }

    /** Returns what a user should know about the plan, in lines; empty if nothing changes and nothing is kept. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        if (!applied.isEmpty()) {
            lines.add("changing connector " + config.name() + ":");
            applied.forEach(difference -> lines.add("  " + difference.describeChange()));
        }
        if (!kept.isEmpty()) {
            String origin = config.isDefault() ? "ez-cdc" : "its file";
            lines.add("keeping settings of connector " + config.name() + " that differ from " + origin + "'s:");
            kept.forEach(difference -> lines.add("  " + difference.describeKept(origin)));
        }
        return lines;
    }

    /** A stack's own database can get another port; a connector that reads another database keeps its address. */
    private static boolean pointsToSameDatabase(Map<String, String> wanted, Map<String, String> current) {
        return LOOPBACK.contains(current.getOrDefault("database.hostname", ""))
                && LOOPBACK.contains(wanted.getOrDefault("database.hostname", ""))
                && Objects.equals(wanted.get("database.user"), current.get("database.user"))
                && Objects.equals(wanted.get("database.dbname"), current.get("database.dbname"));
    }
}
