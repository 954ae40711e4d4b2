package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.infra.connector.ConnectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The manifests have the settings of {@link HighlyAvailable}, except for the differences in the tests. No test runs them.
 */
class KubernetesTest {
    private static final Path ROOT = Path.of(System.getProperty("ezcdc.root", ".."));

    private final Manifests manifests;

    KubernetesTest() throws IOException {
        manifests = Manifests.read(ROOT.resolve("infra/kubernetes"));
    }

    @Test
    void resourcesAreTheExpectedOnes() {
        assertThat(manifests.names())
                .containsExactlyInAnyOrder(
                        "kafka.strimzi.io/v1 KafkaNodePool/node",
                        "kafka.strimzi.io/v1 Kafka/ezcdc",
                        "kafka.strimzi.io/v1 KafkaTopic/cdctest.public.customers",
                        "kafka.strimzi.io/v1 KafkaTopic/heartbeat",
                        "kafka.strimzi.io/v1 KafkaTopic/cdctest.dead-letters",
                        "kafka.strimzi.io/v1 KafkaUser/ezcdc-worker",
                        "kafka.strimzi.io/v1 KafkaUser/ezcdc-consumer",
                        "kafka.strimzi.io/v1 KafkaConnect/ezcdc",
                        "kafka.strimzi.io/v1 KafkaConnector/customer-cdc",
                        "apps/v1 Deployment/ezcdc-consumer",
                        "policy/v1 PodDisruptionBudget/ezcdc-consumer",
                        "monitoring.coreos.com/v1 PodMonitor/ezcdc-kafka",
                        "monitoring.coreos.com/v1 PodMonitor/ezcdc-connect",
                        "monitoring.coreos.com/v1 PodMonitor/ezcdc-consumer");
    }

    @Test
    void everythingHasAReplacement() {
        YamlNode nodes = manifests.only("KafkaNodePool");
        assertThat(nodes.text("spec", "replicas")).isEqualTo("3");
        assertThat(nodes.texts("spec", "roles")).containsExactlyInAnyOrder("broker", "controller");
        assertThat(manifests.ofKind("KafkaTopic")).allSatisfy(topic -> {
            assertThat(topic.text("spec", "replicas")).isEqualTo("3");
            assertThat(topic.text("spec", "config", "min.insync.replicas")).isEqualTo("2");
        });
        assertThat(manifests.only("KafkaConnect").text("spec", "replicas")).isEqualTo("2");
        assertThat(manifests.only("Deployment").text("spec", "replicas")).isEqualTo("2");
        // Otherwise the second consumer would have nothing to read, and would not be ready.
        assertThat(Integer.parseInt(manifests
                        .named("KafkaTopic", "cdctest.public.customers")
                        .text("spec", "partitions")))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void brokersHaveTheSettingsOfTheEmbeddedStack() {
        Map<String, String> expected = new HashMap<>(HighlyAvailable.brokers());
        // A misspelled topic must fail. On one machine, Debezium's topics are created by their first record.
        expected.put("auto.create.topics.enable", "false");
        // On one machine, fewer partitions save time at the start, and a smaller buffer saves memory.
        expected.keySet()
                .removeAll(Set.of(
                        "offsets.topic.num.partitions",
                        "transaction.state.log.num.partitions",
                        "share.coordinator.state.topic.num.partitions",
                        "log.cleaner.dedupe.buffer.size"));

        assertThat(manifests.only("Kafka").map("spec", "kafka", "config")).isEqualTo(expected);
    }

    @Test
    void workersHaveTheSettingsOfTheEmbeddedStackAndItsProfile() {
        YamlNode connect = manifests.only("KafkaConnect").at("spec");
        Map<String, String> actual = connect.map("config");
        // The operator has fields for these.
        actual.put("config.storage.topic", connect.text("configStorageTopic"));
        actual.put("offset.storage.topic", connect.text("offsetStorageTopic"));
        actual.put("status.storage.topic", connect.text("statusStorageTopic"));
        Map<String, String> expected = new HashMap<>(HighlyAvailable.workers());
        // The operator forbids settings that begin with rest. JMX has the same metrics.
        expected.remove("rest.extension.classes");
        // The password is in a file of a mounted Secret, one file for each key.
        expected.put("config.providers", "directory");
        expected.put(
                "config.providers.directory.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        expected.put("config.providers.directory.param.allowed.paths", "/mnt/database");

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void connectorHasTheSettingsOfTheEmbeddedStack() {
        YamlNode connector = manifests.only("KafkaConnector");
        Map<String, String> actual = connector.map("spec", "config");
        // The operator has fields for these.
        actual.put("connector.class", connector.text("spec", "class"));
        actual.put("tasks.max", connector.text("spec", "tasksMax"));
        Map<String, String> expected =
                new HashMap<>(HighlyAvailable.connector("postgres-1.example.com", "postgres-2.example.com"));
        expected.put("database.password", "${directory:/mnt/database:password}");
        // The embedded database is on the loopback address. This one is on a network.
        expected.put("database.sslmode", "verify-full");
        expected.put("database.sslrootcert", "/mnt/database/ca.crt");

        // The brokers create no topics, so the connector must create those of more tables.
        expected.put("topic.creation.default.replication.factor", "3");
        expected.put("topic.creation.default.partitions", "1");

        assertThat(connector.text("metadata", "name"))
                .isEqualTo(ConnectorConfig.loadDefault().name());
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void pluginsAreTheConnectorOfThisBuildAndTheJarOfThisProject() throws IOException {
        List<YamlNode> plugins = manifests.only("KafkaConnect").list("spec", "build", "plugins");
        assertThat(plugins).hasSize(1);
        List<YamlNode> artifacts = plugins.get(0).list("artifacts");
        String archive = artifacts.get(0).text("url").replaceFirst(".*/", "");
        String version = archive.replaceFirst("debezium-connector-postgres-(.*)-plugin\\.tar\\.gz", "$1");
        assertThat(Files.readString(ROOT.resolve("pom.xml"))).contains("<debezium.version>" + version + "<");
        assertThat(artifacts.get(1).text("url")).endsWith("/connect-plugins.jar");
    }

    @Test
    void brokersAndWorkersHaveOneVersionOfKafka() {
        assertThat(manifests.only("Kafka").text("spec", "kafka", "version"))
                .isEqualTo(manifests.only("KafkaConnect").text("spec", "version"));
    }

    @Test
    void listenersRequireTlsAndAPassword() {
        assertThat(manifests.only("Kafka").list("spec", "kafka", "listeners")).allSatisfy(listener -> {
            assertThat(listener.text("tls")).isEqualTo("true");
            assertThat(listener.text("authentication", "type")).isEqualTo("scram-sha-512");
        });
        assertThat(manifests.only("Kafka").text("spec", "kafka", "authorization", "type"))
                .isEqualTo("simple");
    }
}
