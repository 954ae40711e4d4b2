package dev.ezcdc.infra.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorConfigTest {
    private final ConnectorConfig config = ConnectorConfig.loadDefault();

    @Test
    void packagedFileIsTheWalkthroughsConnector() {
        assertThat(config.name()).isEqualTo("customer-cdc");
        assertThat(config.tablePatterns()).containsExactly("public.customers");
        assertThat(config.slotName()).isEqualTo("cdctest");
        assertThat(config.publicationName()).contains("cdctest");
        assertThat(config.settings())
                .containsEntry("database.hostname", "database")
                .containsEntry("topic.prefix", "cdctest")
                .containsEntry("skipped.operations", "none")
                .doesNotContainKey("database.server.name");
    }

    @Test
    void overridesWinAndTheRestStays() {
        ConnectorConfig changed = config.with(Map.of("database.port", "1", "max.batch.size", "1"));

        assertThat(changed.settings())
                .containsEntry("database.port", "1")
                .containsEntry("max.batch.size", "1")
                .containsEntry("plugin.name", "pgoutput");
        assertThat(config.settings()).containsEntry("database.port", "5432");
    }

    @Test
    void registeredOneIsTheSameThoughConnectAddsItsName() {
        Map<String, String> registered = new LinkedHashMap<>(config.settings());
        registered.put("name", "customer-cdc");

        assertThat(config.isRegisteredAs(registered)).isTrue();
        registered.put("poll.interval.ms", "500");
        assertThat(config.isRegisteredAs(registered)).isFalse();
    }

    @Test
    void slotAndPublicationHaveDebeziumsDefaults() {
        ConnectorConfig bare = ConnectorConfig.parse("{\"name\":\"c\",\"config\":{\"plugin.name\":\"pgoutput\"}}");

        assertThat(bare.slotName()).isEqualTo("debezium");
        assertThat(bare.publicationName()).contains("dbz_publication");
        assertThat(bare.with(Map.of("plugin.name", "decoderbufs")).publicationName())
                .isEmpty();
        assertThat(bare.tablePatterns()).isEmpty();
    }

    @Test
    void whatIsNoConnectorIsRefused() {
        assertThatThrownBy(() -> ConnectorConfig.parse("{\"name\":")).isInstanceOf(StackException.class);
        assertThatThrownBy(() -> ConnectorConfig.parse("{}")).isInstanceOf(StackException.class);
    }

    @Test
    void workerWithoutOurConnectorRunsDebeziums() {
        String ours = "dev.ezcdc.connect.SafeOffsetsPostgresConnector";
        String debeziums = "io.debezium.connector.postgresql.PostgresConnector";

        assertThat(config.withAvailableClass(List.of(debeziums)).settings())
                .containsEntry("connector.class", debeziums);
        assertThat(config.withAvailableClass(List.of(debeziums, ours))).isSameAs(config);
        ConnectorConfig other = config.with(Map.of("connector.class", "another"));
        assertThat(other.withAvailableClass(List.of(debeziums))).isSameAs(other);
    }
}
