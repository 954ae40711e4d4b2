package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.profile.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** compose.yaml and the embedded stack have the same settings, except for addresses and directories. */
class ComposeTest {
    private static final Path ROOT = Path.of(System.getProperty("ezcdc.root", ".."));
    private static final Pattern ITEM = Pattern.compile("      - \"?([A-Za-z_]+)=(.*?)\"?");

    /** The variables of the image that have no prefix. */
    private static final Set<String> UNPREFIXED = Set.of(
            "CONFIG_STORAGE_TOPIC", "OFFSET_STORAGE_TOPIC", "STATUS_STORAGE_TOPIC", "KEY_CONVERTER", "VALUE_CONVERTER");

    private final String compose;

    ComposeTest() throws IOException {
        compose = Files.readString(ROOT.resolve("infra/compose.yaml"));
    }

    @Test
    void databaseHasTheSettingsOfTheEmbeddedStack() {
        Map<String, String> arguments = items("database");
        arguments.keySet().removeIf(name -> name.startsWith("POSTGRES_"));

        assertThat(arguments).isEqualTo(PostgresServer.defaults());
    }

    @Test
    void brokerHasTheSettingsOfTheEmbeddedStack() {
        assertThat(properties("kafka", "KAFKA_"))
                .containsAllEntriesOf(KafkaServer.defaults(Topology.SINGLE))
                .hasSize(KafkaServer.defaults(Topology.SINGLE).size() + 9)
                .containsKeys(
                        "node.id",
                        "process.roles",
                        "controller.quorum.voters",
                        "controller.listener.names",
                        "listeners",
                        "advertised.listeners",
                        "listener.security.protocol.map",
                        "inter.broker.listener.name",
                        "log.dirs");
    }

    @Test
    void workerHasTheSettingsOfTheEmbeddedStackAndItsProfile() {
        Map<String, String> expected = new HashMap<>(ConnectServer.defaults(Topology.SINGLE));
        expected.putAll(Tuning.DEFAULT.settingsFor(StackService.CONNECT));
        Map<String, String> worker = properties("connect", "CONNECT_");

        assertThat(worker).containsAllEntriesOf(expected);
        worker.keySet().removeAll(expected.keySet());
        assertThat(worker.keySet())
                .allMatch(name -> name.startsWith("config.providers"), "only the config provider differs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "kafka", "connect", "app"})
    void everyServiceRestarts(String service) {
        assertThat(section(service)).contains("\n    restart: unless-stopped\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "kafka", "connect"})
    void everyServerIsCheckedAndPublishesOnTheLoopbackAddressOnly(String service) {
        assertThat(section(service)).contains("\n    healthcheck:\n");
        List<String> ports = section(service)
                .lines()
                .filter(line -> line.matches("      - \"[^/]*:\\d+\""))
                .toList();
        assertThat(ports).hasSize(1).allMatch(line -> line.startsWith("      - \"127.0.0.1:$"));
    }

    @Test
    void noPasswordIsInTheFile() {
        assertThat(items("database"))
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("PASSWORD"));
        assertThat(compose).doesNotContain("password=", "PASSWORD=");
    }

    private Map<String, String> properties(String service, String prefix) {
        Map<String, String> properties = new HashMap<>();
        items(service).forEach((name, value) -> {
            if (name.startsWith(prefix) || UNPREFIXED.contains(name)) {
                String key = UNPREFIXED.contains(name) ? name : name.substring(prefix.length());
                properties.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    /** Returns the items NAME=VALUE of a service: its environment, and PostgreSQL's arguments. */
    private Map<String, String> items(String service) {
        Map<String, String> items = new HashMap<>();
        section(service)
                .lines()
                .map(ITEM::matcher)
                .filter(Matcher::matches)
                .forEach(item -> items.put(item.group(1), item.group(2)));
        return items;
    }

    private String section(String service) {
        Matcher section = Pattern.compile("(?s)\n  " + service + ":\n(.*?)(?=\n\\S|\n  [a-z]+:\n|\\z)")
                .matcher(compose);
        assertThat(section.find()).as(service).isTrue();
        return "\n" + section.group(1) + "\n";
    }
}
