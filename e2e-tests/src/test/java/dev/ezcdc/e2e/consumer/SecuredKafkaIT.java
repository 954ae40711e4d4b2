package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestBroker;
import dev.ezcdc.e2e.support.TestStacks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The consumer's program with a broker that requires TLS, user and password. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredKafkaIT {

    private static final String TOPIC = "secured";

    private SecuredBroker broker;

    @BeforeAll
    void startBroker() throws Exception {
        broker = new SecuredBroker();
        broker.send(TOPIC, TestBroker.key(7), TestBroker.create(7, 1, 1, 2));
    }

    @AfterAll
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void settingsFileAuthenticates() throws Exception {
        String file = broker.writeSettingsFile(broker.clientSettings(SecuredBroker.PASSWORD))
                .toString();

        Cli consumed = consume(Map.of(), "--kafka-config", file);

        assertThat(consumed.exitCode()).as(consumed.err()).isZero();
        assertThat(consumed.out()).contains("\"after\":{\"id\":7,");
    }

    @Test
    void environmentVariablesAuthenticate() throws Exception {
        Map<String, String> environment = new HashMap<>();
        broker.clientSettings(SecuredBroker.PASSWORD)
                .forEach((name, value) -> environment.put(
                        "KAFKA_CDC_CLIENT_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));

        Cli consumed = consume(environment);

        assertThat(consumed.exitCode()).as(consumed.err()).isZero();
        assertThat(consumed.out()).contains("\"after\":{\"id\":7,");
    }

    @Test
    void wrongPasswordIsReportedWithoutPrintingIt() throws Exception {
        String file =
                broker.writeSettingsFile(broker.clientSettings("wrong-word")).toString();

        Cli consumed = consume(Map.of(), "--kafka-config", file);

        assertThat(consumed.exitCode()).isEqualTo(1);
        assertThat(consumed.err())
                .contains("Kafka rejects the login", "user and password in sasl.jaas.config")
                .doesNotContain("wrong-word", "\tat ");
    }

    @Test
    void untrustedCertificateIsReported() throws Exception {
        Map<String, String> trusting = new HashMap<>(broker.clientSettings(SecuredBroker.PASSWORD));
        trusting.remove("ssl.truststore.location");
        trusting.remove("ssl.truststore.type");

        Cli consumed = consume(
                Map.of(), "--kafka-config", broker.writeSettingsFile(trusting).toString());

        assertThat(consumed.exitCode()).isEqualTo(1);
        assertThat(consumed.err())
                .contains("SSL handshake failed", "not signed by a trusted authority")
                .doesNotContain(SecuredBroker.PASSWORD, "\tat ");
    }

    @Test
    void expiredCertificateIsReportedWithItsEnd() throws Exception {
        assertThat(failWith("--bootstrap-servers", broker.expiredBootstrapServers()))
                .contains("Kafka's certificate has expired (NotAfter:");
    }

    @Test
    void certificateForAnotherHostIsReported() throws Exception {
        assertThat(failWith("--bootstrap-servers", broker.otherHostBootstrapServers()))
                .contains("Kafka's certificate is for another host name");
    }

    /** A broker closes a connection that starts with TLS without an answer, as one that is starting may do. */
    @Test
    void waitForPortWithoutTlsNamesTheProtocol() throws Exception {
        List<String> command = securedConsumer("--bootstrap-servers", broker.plainBootstrapServers());
        try (Cli.RunningCommand consumer = Cli.start(command, TestStacks.newHome(), Map.of())) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> consumer.err()
                    .contains("whether security.protocol is right"));
        }
    }

    private List<String> securedConsumer(String option, String value) throws Exception {
        String file = broker.writeSettingsFile(broker.clientSettings(SecuredBroker.PASSWORD))
                .toString();
        return Cli.jar("consumer", option, value, "--topic", TOPIC, "--kafka-config", file);
    }

    private String failWith(String option, String value) throws Exception {
        Cli consumed = Cli.run(securedConsumer(option, value), TestStacks.newHome(), Map.of());
        assertThat(consumed.exitCode()).as(consumed.err()).isEqualTo(1);
        return consumed.err();
    }

    private Cli consume(Map<String, String> environment, String... arguments) {
        List<String> command = Cli.jar(
                "consumer",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic",
                TOPIC,
                "--from",
                "beginning",
                "--max",
                "1",
                "--format",
                "json",
                "--group",
                "g-" + UUID.randomUUID());
        command.addAll(List.of(arguments));
        return Cli.run(command, TestStacks.newHome(), environment);
    }
}
