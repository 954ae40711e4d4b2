package dev.ezcdc.infra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorPlanTest {
    private final ConnectorConfig wanted = ConnectorConfig.loadDefault();

    private ConnectorPlan plan(ExistingConnector existing, Set<String> requested, Map<String, String> registered) {
        return ConnectorPlan.of(wanted, existing, requested, Optional.of(registered));
    }

    private Map<String, String> registeredWith(Map<String, String> changes) {
        Map<String, String> registered = new LinkedHashMap<>(wanted.settings());
        registered.put("name", wanted.name());
        registered.putAll(changes);
        return registered;
    }

    @Test
    void newConnectorGetsAllSettings() {
        ConnectorPlan plan = ConnectorPlan.of(wanted, ExistingConnector.KEEP, Set.of(), Optional.empty());

        assertThat(plan.isNew()).isTrue();
        assertThat(plan.config()).isEqualTo(wanted);
        assertThat(plan.describe()).isEmpty();
    }

    @Test
    void equalConnectorIsNotChanged() {
        ConnectorPlan plan = plan(ExistingConnector.RESET, Set.of(), registeredWith(Map.of()));

        assertThat(plan.isChange()).isFalse();
        assertThat(plan.describe()).isEmpty();
    }

    @Test
    void changedAddedAndRemovedSettingsOfTheUserStay() {
        Map<String, String> registered = registeredWith(
                Map.of("producer.override.max.request.size", "8388608", "table.include.list", "public.orders"));
        registered.remove("heartbeat.interval.ms");

        ConnectorPlan plan = plan(ExistingConnector.KEEP, Set.of(), registered);

        assertThat(plan.isChange()).isFalse();
        assertThat(plan.config().settings())
                .containsEntry("producer.override.max.request.size", "8388608")
                .containsEntry("table.include.list", "public.orders")
                .doesNotContainKey("heartbeat.interval.ms");
        assertThat(plan.describe())
                .containsExactlyInAnyOrder(
                        "keeping settings of connector customer-cdc that differ from ez-cdc's:",
                        "  heartbeat.interval.ms: not set (ez-cdc: 5000)",
                        "  producer.override.max.request.size: 8388608 (ez-cdc: not set)");
    }

    @Test
    void requestedSettingsReplaceTheUsers() {
        ConnectorPlan plan = plan(
                ExistingConnector.KEEP,
                Set.of("table.include.list"),
                registeredWith(Map.of("table.include.list", "public.orders", "poll.interval.ms", "500")));

        assertThat(plan.isChange()).isTrue();
        assertThat(plan.config().settings())
                .containsEntry("table.include.list", "public.customers")
                .containsEntry("poll.interval.ms", "500");
        assertThat(plan.describe())
                .contains("changing connector customer-cdc:", "  table.include.list: public.orders → public.customers");
    }

    @Test
    void profileReplacesItsSettingsOnly() {
        ConnectorPlan plan = plan(
                ExistingConnector.APPLY_PROFILE,
                Set.of(),
                registeredWith(Map.of("poll.interval.ms", "500", "slot.name", "mine")));

        assertThat(plan.config().settings())
                .containsEntry("poll.interval.ms", "10")
                .containsEntry("slot.name", "mine");
    }

    @Test
    void resetReplacesEverySetting() {
        ConnectorPlan plan = plan(
                ExistingConnector.RESET,
                Set.of(),
                registeredWith(Map.of("slot.name", "mine", "snapshot.mode", "never")));

        assertThat(plan.config()).isEqualTo(wanted);
    }

    @Test
    void portFollowsTheStackButNotToAnotherDatabase() {
        ConnectorConfig embedded = wanted.with(Map.of("database.hostname", "127.0.0.1", "database.port", "55432"));
        Map<String, String> moved = new LinkedHashMap<>(embedded.settings());
        moved.put("database.port", "55999");
        Map<String, String> other = new LinkedHashMap<>(moved);
        other.put("database.hostname", "db.example.com");

        assertThat(ConnectorPlan.of(embedded, ExistingConnector.KEEP, Set.of(), Optional.of(moved))
                        .config()
                        .settings())
                .containsEntry("database.port", "55432");
        assertThat(ConnectorPlan.of(embedded, ExistingConnector.KEEP, Set.of(), Optional.of(other))
                        .config()
                        .settings())
                .containsEntry("database.hostname", "db.example.com")
                .containsEntry("database.port", "55999");
    }

    @Test
    void passwordsAreNotShown() {
        ConnectorPlan plan = plan(
                ExistingConnector.KEEP,
                Set.of("database.password"),
                registeredWith(Map.of("database.password", "s3cr3t", "producer.override.sasl.jaas.config", "s3cr3t")));

        assertThat(plan.describe()).isNotEmpty().noneMatch(line -> line.contains("s3cr3t"));
        assertThat(plan.toString()).doesNotContain("s3cr3t");
    }
}
