package dev.ezcdc.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each name that a manifest refers to exists, and each secret is a reference. */
class KubernetesReferencesTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("ezcdc.root", ".."), "infra/kubernetes");
    private static final String TRANSACTIONS = "transactionalId";

    private final Manifests manifests;
    private final String readme;

    KubernetesReferencesTest() throws IOException {
        manifests = Manifests.read(DIRECTORY);
        readme = Files.readString(DIRECTORY.resolve("README.md"));
    }

    @Test
    void secretsComeFromStrimziOrFromACommandInTheReadme() {
        Set<String> used = new HashSet<>();
        manifests.valuesOf("secretName").forEach(name -> used.add(name.text()));
        manifests.valuesOf("pushSecret").forEach(name -> used.add(name.text()));
        manifests.valuesOf("secretKeyRef").forEach(reference -> used.add(reference.text("name")));
        Set<String> created = names("KafkaUser");
        created.add(manifests.only("Kafka").text("metadata", "name") + "-cluster-ca-cert");

        assertThat(used).containsAll(created);
        used.removeAll(created);
        assertThat(used)
                .containsExactlyInAnyOrder("ezcdc-database", "ezcdc-registry")
                .allMatch(name -> readme.matches("(?s).*kubectl create secret \\S+ " + name + " .*"));
    }

    @Test
    void everySecretIsAReference() {
        assertThat(manifests.ofKind("Secret")).isEmpty();
        manifests
                .documents()
                .forEach(document -> document.visit((key, value) -> {
                    String name = key.toLowerCase(Locale.ROOT);
                    if (name.endsWith("password") && value.value() instanceof String text) {
                        // In passwordSecret it is the key within the Secret.
                        assertThat(text).as(key).matches("\\$\\{directory:.*}|password");
                    }
                    assertThat(name).doesNotContain("jaas");
                }));
        assertThat(environment()).allSatisfy(variable -> {
            boolean isSecret = variable.text("name").matches(".*(PASSWORD|JAAS|SECRET).*");
            assertThat(isSecret && variable.has("value"))
                    .as(variable.text("name"))
                    .isFalse();
        });
    }

    @Test
    void configMapHasTheFilesOfMonitoring() {
        assertThat(manifests.valuesOf("configMapKeyRef")).hasSize(2).allSatisfy(reference -> {
            String file = "infra/monitoring/" + reference.text("key");
            assertThat(DIRECTORY.resolve("../..").resolve(file)).exists();
            assertThat(readme)
                    .contains("kubectl create configmap " + reference.text("name"))
                    .contains(file);
        });
    }

    @Test
    void resourcesBelongToTheirCluster() {
        String kafka = manifests.only("Kafka").text("metadata", "name");
        String connect = manifests.only("KafkaConnect").text("metadata", "name");

        assertThat(manifests.valuesOf("strimzi.io/cluster"))
                .isNotEmpty()
                .allSatisfy(cluster -> assertThat(cluster.text()).isIn(kafka, connect));
        assertThat(manifests.only("KafkaConnector").map("metadata", "labels"))
                .containsEntry("strimzi.io/cluster", connect);
        assertThat(manifests.only("KafkaConnect").text("spec", "bootstrapServers"))
                .isEqualTo(kafka + "-kafka-bootstrap:9093")
                .isEqualTo(variables().get("KAFKA_CDC_BOOTSTRAP_SERVERS"));
    }

    @Test
    void topicsOfConnectorAndConsumerExist() {
        Set<String> topics = manifests.ofKind("KafkaTopic").stream()
                .map(topic -> topic.at("spec").has("topicName")
                        ? topic.text("spec", "topicName")
                        : topic.text("metadata", "name"))
                .collect(Collectors.toSet());
        Map<String, String> connector = manifests.only("KafkaConnector").map("spec", "config");
        String prefix = connector.get("topic.prefix");

        assertThat(topics)
                .containsExactlyInAnyOrder(
                        prefix + "." + connector.get("table.include.list"),
                        "__debezium-heartbeat." + prefix,
                        argument("--dead-letter-topic"))
                .contains(variables().get("KAFKA_CDC_TOPIC"));
    }

    @Test
    void workerMayUseItsTopicsGroupAndTransactions() {
        YamlNode worker = manifests.named("KafkaUser", "ezcdc-worker");
        YamlNode connect = manifests.only("KafkaConnect").at("spec");
        String group = connect.text("groupId");
        String prefix = manifests.only("KafkaConnector").text("spec", "config", "topic.prefix");

        assertThat(connect.text("authentication", "username")).isEqualTo(worker.text("metadata", "name"));
        assertThat(allowed(worker, "group", "Read")).containsExactly(group);
        assertThat(allowed(worker, "topic", "Write"))
                .containsExactlyInAnyOrder(
                        connect.text("configStorageTopic"),
                        connect.text("offsetStorageTopic"),
                        connect.text("statusStorageTopic"),
                        prefix + ".*",
                        "__debezium-heartbeat." + prefix);
        assertThat(allowed(worker, TRANSACTIONS, "Write"))
                .containsExactlyInAnyOrder("connect-cluster-" + group, group + "-*");
    }

    @Test
    void consumerMayReadItsTopicAndWriteDeadLettersOnly() {
        YamlNode consumer = manifests.named("KafkaUser", "ezcdc-consumer");

        assertThat(allowed(consumer, "group", "Read"))
                .containsExactly(variables().get("KAFKA_CDC_GROUP_ID"));
        assertThat(allowed(consumer, "topic", "Read"))
                .containsExactly(variables().get("KAFKA_CDC_TOPIC"));
        assertThat(allowed(consumer, "topic", "Write")).containsExactly(argument("--dead-letter-topic"));
        assertThat(allowed(consumer, TRANSACTIONS, "Write")).isEmpty();
    }

    @Test
    void volumesAreMountedWhereSettingsExpectThem() {
        YamlNode connect = manifests.only("KafkaConnect").at("spec");
        YamlNode mount =
                connect.list("template", "connectContainer", "volumeMounts").get(0);
        Map<String, String> connector = manifests.only("KafkaConnector").map("spec", "config");

        assertThat(connect.list("template", "pod", "volumes").get(0).text("name"))
                .isEqualTo(mount.text("name"));
        assertThat(mount.text("mountPath"))
                .isEqualTo(connect.text("config", "config.providers.directory.param.allowed.paths"));
        assertThat(connector.get("database.password")).contains(mount.text("mountPath"));
        assertThat(connector.get("database.sslrootcert")).startsWith(mount.text("mountPath"));
        assertThat(namesIn(pod(), "volumes")).isEqualTo(namesIn(container(), "volumeMounts"));
        assertThat(variables().get("KAFKA_CDC_CLIENT_SSL_TRUSTSTORE_LOCATION"))
                .startsWith(container().list("volumeMounts").get(0).text("mountPath"));
    }

    @Test
    void probesAndScrapesReachThePortOfTheConsumer() {
        String port = container().list("ports").get(0).text("name");

        assertThat(container().list("ports").get(0).text("containerPort")).isEqualTo(argument("--metrics-port"));
        assertThat(argument("--metrics-address")).isEqualTo("0.0.0.0");
        assertThat(container().text("readinessProbe", "httpGet", "path")).isEqualTo("/health");
        assertThat(container().text("readinessProbe", "httpGet", "port")).isEqualTo(port);
        assertThat(container().text("livenessProbe", "httpGet", "port")).isEqualTo(port);
        assertThat(manifests
                        .named("PodMonitor", "ezcdc-consumer")
                        .list("spec", "podMetricsEndpoints")
                        .get(0)
                        .text("port"))
                .isEqualTo(port);
        Map<String, String> labels = manifests.only("Deployment").map("spec", "template", "metadata", "labels");
        assertThat(Stream.of("Deployment", "PodDisruptionBudget")
                        .map(kind -> manifests.only(kind).map("spec", "selector", "matchLabels")))
                .allMatch(labels::equals);
    }

    @Test
    void readmeNamesEveryPlaceholder() {
        Set<String> placeholders = new HashSet<>();
        manifests
                .documents()
                .forEach(document -> document.visit((key, value) -> {
                    if (value.value() instanceof String text && text.contains("example.com")) {
                        placeholders.add(key);
                    }
                }));

        assertThat(placeholders).isNotEmpty().allMatch(key -> readme.contains("`" + key + "`"));
    }

    private static List<String> allowed(YamlNode user, String type, String operation) {
        return user.list("spec", "authorization", "acls").stream()
                .filter(acl -> acl.text("resource", "type").equals(type))
                .filter(acl -> acl.texts("operations").contains(operation))
                .map(acl -> acl.text("resource", "name") + (acl.at("resource").has("patternType") ? "*" : ""))
                .toList();
    }

    private Set<String> names(String kind) {
        return manifests.ofKind(kind).stream()
                .map(each -> each.text("metadata", "name"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private YamlNode pod() {
        return manifests.only("Deployment").at("spec", "template", "spec");
    }

    private YamlNode container() {
        return pod().list("containers").get(0);
    }

    private List<YamlNode> environment() {
        return container().list("env");
    }

    private Map<String, String> variables() {
        Function<YamlNode, String> name = variable -> variable.text("name");
        return environment().stream()
                .filter(variable -> variable.has("value"))
                .collect(Collectors.toMap(name, variable -> variable.text("value")));
    }

    private String argument(String option) {
        return container().texts("args").stream()
                .filter(argument -> argument.startsWith(option + "="))
                .map(argument -> argument.substring(option.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + option));
    }

    private static List<String> namesIn(YamlNode owner, String list) {
        return owner.list(list).stream().map(each -> each.text("name")).toList();
    }
}
