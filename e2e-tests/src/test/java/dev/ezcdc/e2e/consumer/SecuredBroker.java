package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A real broker that requires TLS, user and password, with a self-signed certificate. Two more ports have certificates that
 * an authority signed: an expired one, and one for another host.
 */
final class SecuredBroker implements AutoCloseable {

    static final String USER = "reader";
    static final String PASSWORD = "open-sesame";
    private static final String STORE_PASSWORD = "store-secret";

    private final Path directory = TestStacks.newHome();
    private final int port = freePort();
    private final int expiredPort = freePort();
    private final int otherHostPort = freePort();
    private final int plainPort = freePort();
    private final EmbeddedStack stack;

    SecuredBroker() {
        createCertificate();
        createAuthority();
        createSignedCertificate("expired", "san=ip:127.0.0.1", "-3d");
        createSignedCertificate("otherhost", "san=dns:kafka.example", "-1d");
        stack = new EmbeddedStack(TestStacks.settings(directory.resolve("stack"))
                .withPorts(0, plainPort, 0)
                .withTuning(new Tuning(Map.of(), Map.of(StackService.KAFKA, listeners()), Map.of())));
        stack.start(StackService.KAFKA);
    }

    private Map<String, String> listeners() {
        int controllerPort = freePort();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + plainPort + "," + securedListeners() + ",CONTROLLER://127.0.0.1:"
                        + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + plainPort + "," + securedListeners());
        settings.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL,EXPIRED:SASL_SSL,OTHERHOST:SASL_SSL");
        putListener(settings, "secured", keyStore());
        putListener(settings, "expired", directory.resolve("expired.p12"));
        putListener(settings, "otherhost", directory.resolve("otherhost.p12"));
        return settings;
    }

    private String securedListeners() {
        return "SECURED://127.0.0.1:" + port + ",EXPIRED://127.0.0.1:" + expiredPort + ",OTHERHOST://127.0.0.1:"
                + otherHostPort;
    }

    private static void putListener(Map<String, String> settings, String name, Path keyStore) {
        String secured = "listener.name." + name + ".";
        settings.put(secured + "sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                secured + "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\"" + PASSWORD
                        + "\";");
        settings.put(secured + "ssl.keystore.location", keyStore.toString());
        settings.put(secured + "ssl.keystore.type", "PKCS12");
        settings.put(secured + "ssl.keystore.password", STORE_PASSWORD);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    String expiredBootstrapServers() {
        return "127.0.0.1:" + expiredPort;
    }

    String plainBootstrapServers() {
        return "127.0.0.1:" + plainPort;
    }

    String otherHostBootstrapServers() {
        return "127.0.0.1:" + otherHostPort;
    }

    /** Returns the client settings: the trusted certificate, the user and the given password. */
    Map<String, String> clientSettings(String password) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", directory.resolve("broker.pem").toString(),
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER
                                + "\" password=\"" + password + "\";");
    }

    void send(String topic, String key, String value) throws Exception {
        Map<String, Object> config = new LinkedHashMap<>(clientSettings(PASSWORD));
        config.put("bootstrap.servers", bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private void createCertificate() {
        runKeytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1");
        runKeytool(
                "-exportcert",
                "-alias",
                "broker",
                "-rfc",
                "-file",
                directory.resolve("broker.pem").toString());
    }

    private void createAuthority() {
        Path file = directory.resolve("ca.p12");
        runKeytool(file, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c=ca:true");
        Path certificate = directory.resolve("ca.pem");
        runKeytool(file, "-exportcert", "-alias", "ca", "-rfc", "-file", certificate.toString());
        try {
            Files.writeString(
                    directory.resolve("broker.pem"), Files.readString(certificate), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createSignedCertificate(String name, String alternativeNames, String start) {
        Path both = directory.resolve(name + "-both.p12"); // -signer needs both keys in one key store
        try {
            Files.copy(directory.resolve("ca.p12"), both);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-signer", "ca"));
        arguments.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + name, "-ext", alternativeNames));
        arguments.addAll(List.of("-startdate", start, "-validity", "2"));
        runKeytool(both, arguments.toArray(String[]::new));
        Cli imported = Cli.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importkeystore",
                "-srckeystore",
                both.toString(),
                "-srcalias",
                name,
                "-srcstorepass",
                STORE_PASSWORD,
                "-destkeystore",
                directory.resolve(name + ".p12").toString(),
                "-deststoretype",
                "PKCS12",
                "-deststorepass",
                STORE_PASSWORD));
        assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    }

    private void runKeytool(String... arguments) {
        runKeytool(keyStore(), arguments);
    }

    private static void runKeytool(Path keyStore, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Cli result = Cli.run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(result.out() + result.err());
        }
    }

    private Path keyStore() {
        return directory.resolve("broker.p12");
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a properties file and returns its path. */
    Path writeSettingsFile(Map<String, String> settings) throws IOException {
        Path file = Files.createTempFile(directory, "client", ".properties");
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        return Files.write(file, lines);
    }

    @Override
    public void close() {
        stack.deleteData();
    }
}
