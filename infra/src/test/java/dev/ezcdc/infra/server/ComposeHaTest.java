package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** compose-ha.yaml has the settings of {@link HighlyAvailable}, except for addresses and directories. */
class ComposeHaTest {
    private static final Path INFRA = Path.of(System.getProperty("ezcdc.root", ".."), "infra");

    /** The variables of Debezium's image that have no prefix. */
    private static final Set<String> UNPREFIXED = Set.of(
            "CONFIG_STORAGE_TOPIC", "OFFSET_STORAGE_TOPIC", "STATUS_STORAGE_TOPIC", "KEY_CONVERTER", "VALUE_CONVERTER");

    private final YamlNode services;

    ComposeHaTest() throws IOException {
        services = YamlNode.readAll(INFRA.resolve("compose-ha.yaml")).get(0).at("services");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database-1", "database-2"})
    void databaseHasTheSettingsOfTheEmbeddedStack(String service) {
        Map<String, String> arguments = new HashMap<>();
        services.texts(service, "command").stream()
                .filter(argument -> argument.contains("="))
                .forEach(argument -> arguments.put(argument.split("=", 2)[0], argument.split("=", 2)[1]));

        assertThat(arguments.remove("hba_file")).isEqualTo("/opt/ez-cdc/pg_hba-ha.conf");
        assertThat(arguments).isEqualTo(HighlyAvailable.database());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka-1", "kafka-2", "kafka-3"})
    void brokerHasTheSettingsOfTheEmbeddedStack(String service) {
        Map<String, String> broker = properties(service, "KAFKA_");
        broker.keySet()
                .removeAll(Set.of(
                        "heap.opts",
                        "node.id",
                        "process.roles",
                        "controller.quorum.voters",
                        "controller.listener.names",
                        "listeners",
                        "advertised.listeners",
                        "listener.security.protocol.map",
                        "inter.broker.listener.name",
                        "log.dirs"));

        assertThat(broker).isEqualTo(HighlyAvailable.brokers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect-1", "connect-2"})
    void workerHasTheSettingsOfTheEmbeddedStackAndItsProfile(String service) {
        Map<String, String> worker = properties(service, "CONNECT_");
        worker.keySet().removeIf(name -> name.startsWith("config.providers"));

        assertThat(worker).isEqualTo(HighlyAvailable.workers());
    }

    @Test
    void connectorHasTheSettingsOfTheEmbeddedStack() {
        ConnectorConfig connector = ConnectorFile.read(INFRA.resolve("debezium/customers_conf_ha.json"));

        assertThat(connector.name()).isEqualTo(ConnectorConfig.loadDefault().name());
        assertThat(connector.settings()).isEqualTo(HighlyAvailable.connector("database-1", "database-2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database-1",
                "database-2",
                "protection",
                "kafka-1",
                "kafka-2",
                "kafka-3",
                "connect-1",
                "connect-2",
                "app"
            })
    void everyServiceRestarts(String service) {
        assertThat(services.text(service, "restart")).isEqualTo("unless-stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database-1", "database-2", "kafka-1", "kafka-2", "kafka-3", "connect-1", "connect-2"})
    void everyServerIsCheckedAndPublishesOnTheLoopbackAddressOnly(String service) {
        assertThat(services.at(service).has("healthcheck")).isTrue();
        assertThat(services.texts(service, "ports")).hasSize(1).allMatch(port -> port.startsWith("127.0.0.1:$"));
    }

    @Test
    void everyServerHasItsOwnPortsAndData() {
        List<String> servers = List.of("database-1", "database-2", "kafka-1", "kafka-2", "kafka-3");

        assertThat(servers.stream().flatMap(each -> services.texts(each, "ports").stream()))
                .doesNotHaveDuplicates();
        assertThat(servers.stream().map(each -> services.texts(each, "volumes").get(0)))
                .doesNotHaveDuplicates()
                .allMatch(volume -> volume.contains("-data:"));
    }

    @Test
    void noPasswordIsInTheFile() {
        services.visit((key, value) ->
                assertThat(key).as("a password is a secret, not a variable").doesNotContainIgnoringCase("PASSWORD"));
    }

    private Map<String, String> properties(String service, String prefix) {
        Map<String, String> properties = new HashMap<>();
        services.map(service, "environment").forEach((name, value) -> {
            if (name.startsWith(prefix) || UNPREFIXED.contains(name)) {
                String key = UNPREFIXED.contains(name) ? name : name.substring(prefix.length());
                properties.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }
}
