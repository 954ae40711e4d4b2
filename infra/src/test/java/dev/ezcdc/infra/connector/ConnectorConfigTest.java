package dev.ezcdc.infra.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorConfigTest {
    private final ConnectorConfig config = ConnectorConfig.loadDefault();

    @Test
    void textOmitsTheValues() {
        ConnectorConfig config = ConnectorConfig.loadDefault().with(Map.of("database.password", "m4rked"));

        assertThat(config.toString()).contains("database.password").doesNotContain("m4rked");
    }

    @Test
    void loadsTheConnectorOfTheWalkthrough() {
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
    void overridesReplaceOnlyTheirSettings() {
        ConnectorConfig changed = config.with(Map.of("database.port", "1", "max.batch.size", "1"));

        assertThat(changed.settings())
                .containsEntry("database.port", "1")
                .containsEntry("max.batch.size", "1")
                .containsEntry("plugin.name", "pgoutput");
        assertThat(config.settings()).containsEntry("database.port", "5432");
    }

    @Test
    void usesDebeziumsDefaultNames() {
        ConnectorConfig bare = ConnectorConfig.parse("{\"name\":\"c\",\"config\":{\"plugin.name\":\"pgoutput\"}}");

        assertThat(bare.slotName()).isEqualTo("debezium");
        assertThat(bare.publicationName()).contains("dbz_publication");
        assertThat(bare.with(Map.of("plugin.name", "decoderbufs")).publicationName())
                .isEmpty();
        assertThat(bare.tablePatterns()).isEmpty();
    }

    @Test
    void rejectsMalformedConfiguration() {
        assertThatThrownBy(() -> ConnectorConfig.parse("{\"name\":")).isInstanceOf(StackException.class);
        assertThatThrownBy(() -> ConnectorConfig.parse("{}")).isInstanceOf(StackException.class);
    }

    @Test
    void fallsBackToDebeziumsConnector() {
        String safeOffsets = "dev.ezcdc.connect.SafeOffsetsPostgresConnector";
        String debezium = "io.debezium.connector.postgresql.PostgresConnector";

        assertThat(config.withAvailableClass(List.of(debezium)).settings()).containsEntry("connector.class", debezium);
        assertThat(config.withAvailableClass(List.of(debezium, safeOffsets))).isSameAs(config);
        ConnectorConfig other = config.with(Map.of("connector.class", "another"));
        assertThat(other.withAvailableClass(List.of(debezium))).isSameAs(other);
    }

    @Test
    void connectorWithTlsDiffersOnlyInTls() throws IOException {
        String file = Files.readString(
                Path.of(System.getProperty("ezcdc.root", "..")).resolve("infra/debezium/customers_conf_tls.json"));

        assertThat(ConnectorConfig.parse(file))
                .isEqualTo(config.with(
                        Map.of("database.sslmode", "verify-full", "database.sslrootcert", "/run/secrets/ca")));
    }
}
