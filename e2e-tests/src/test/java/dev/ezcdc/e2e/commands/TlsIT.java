package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.ExternalStack;
import dev.ezcdc.infra.tls.TlsHome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A stack whose servers all require TLS and passwords. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {

    private final Path home = TestStacks.newHome();
    private final EmbeddedStack stack = new EmbeddedStack(TestStacks.settings(home));
    private final Path otherAuthority =
            TlsHome.create(TestStacks.newHome()).directory().resolve("ca.pem");
    private final List<Cli> commands = new ArrayList<>();
    private Endpoints endpoints = stack.endpoints();

    @BeforeAll
    void start() {
        List<String> up = Cli.cdc("up", "--tls", "--timeout", "150s", "--home", home.toString());
        up.addAll(Cli.freePorts());
        Cli result = run(up);
        assertThat(result.exitCode()).as(result.err()).isZero();
        endpoints = new EmbeddedStack(TestStacks.settings(home)).endpoints();
    }

    @AfterAll
    void stop() {
        stack.deleteData();
    }

    @Test
    @Order(1)
    void commandsNeedNoOptions() {
        assertSucceeds("sql", "insert into customers (first_name) values ('encrypted')");
        assertThat(assertSucceeds("consume", "--max", "1", "--format", "json", "--group", "tls")
                        .out())
                .contains("\"first_name\":\"encrypted\"");
        assertSucceeds("load", "--burst", "5x1", "--quiet");
        assertSucceeds("status");
    }

    @Test
    @Order(2)
    void tablesAreReadAgainOverTlsWithoutShowingTheLogin() throws IOException {
        Path settings = Files.createTempFile("connect", ".properties");
        List<String> external = new ArrayList<>(List.of("connectors", "resnapshot", "--all", "--set-up"));
        external.addAll(runningStack());
        assertFails(
                run(Cli.cdc(external.toArray(String[]::new)), runningStackPasswords()),
                "Kafka requires security.protocol=SASL_SSL",
                "--kafka-config-for-connect");
        external.addAll(List.of("--kafka-config-for-connect", settings.toString()));
        Files.copy(home.resolve("tls/client.properties"), settings, StandardCopyOption.REPLACE_EXISTING);
        Cli refused = run(Cli.cdc(external.toArray(String[]::new)), runningStackPasswords());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("sasl.jaas.config contains a secret");

        assertThat(assertSucceeds("connectors", "resnapshot", "--all", "--set-up")
                        .out())
                .matches("(?s).*read public\\.customers: \\d+ rows\n.*");

        Map<String, String> config =
                ConnectClient.of(endpoints).findConfig("customer-cdc").orElseThrow();
        assertThat(config)
                .containsEntry("signal.consumer.security.protocol", "SASL_SSL")
                .containsEntry("signal.consumer.sasl.jaas.config", "${env:CDC_KAFKA_JAAS_CONFIG}");
        List<String> lines = new ArrayList<>();
        config.forEach((key, value) -> {
            if (key.startsWith("signal.consumer.")) {
                lines.add(key.substring("signal.consumer.".length()) + "=" + value);
            }
        });
        Files.write(settings, lines);
        assertSucceeds(
                "connectors",
                "edit",
                "customer-cdc",
                "--unset",
                "signal.consumer.security.protocol",
                "--unset",
                "signal.consumer.sasl.jaas.config");
        Cli result = run(Cli.cdc(external.toArray(String[]::new)), runningStackPasswords());
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("read public.customers: ");
    }

    @Test
    void latencyOfARunningStackIsMeasuredOverTls() {
        List<String> latency = new ArrayList<>(List.of("latency", "--for", "2s", "--warm-up", "1s", "--rate", "50"));
        latency.addAll(
                List.of("--no-floors", "--json", "--out", TestStacks.newHome().toString()));
        latency.addAll(runningStack());
        Cli result = run(Cli.cdc(latency.toArray(String[]::new)), runningStackPasswords());
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\"lost\":0");
        latency.add("--tls");
        Cli refused = run(Cli.cdc(latency.toArray(String[]::new)), runningStackPasswords());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--tls is for a temporary stack");
    }

    @Test
    void auditRunsOnAStackWithTlsAndLeavesNoKeys() throws IOException {
        Path directory = TestStacks.newHome();
        assertSucceeds("audit", "--tls", "--faults", "walsender-terminated", "--seed", "7", "--home", "" + directory);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("report.html")
                    .doesNotContain("server.key", "ca.p12", "kafka.password");
        }
    }

    @Test
    void everySessionOfTheDatabaseIsEncrypted() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) filter (where backend_type = 'walsender'),"
                        + " count(*) filter (where not ssl) from pg_stat_activity join pg_stat_ssl using (pid)"
                        + " where usename is not null")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getInt(2)).isZero();
        }
    }

    @Test
    void connectorChecksTheServersCertificateAndShowsNoPassword() {
        assertThat(ConnectClient.of(endpoints).findConfig("customer-cdc").orElseThrow())
                .containsEntry("database.sslmode", "verify-full")
                .containsEntry("database.password", "${env:CDC_CONNECTOR_PASSWORD}");
        assertThat(new ExternalStack(ExternalStack.Settings.of(endpoints))
                        .status()
                        .problems())
                .isEmpty();
    }

    @Test
    void clientsWithoutTlsGetOneClearMessage() {
        // Without sslmode the driver encrypts if the server can, and checks no certificate.
        String plain = endpoints.jdbcUrl().replaceFirst("\\?.*", "?sslmode=disable");
        assertFails(sql(plain, endpoints.password()), "refuses a connection without TLS", "sslmode=verify-full");
        assertFails(load(plain, endpoints.password()), "refuses connections without TLS", "sslmode=verify-full");
        assertThatThrownBy(() -> connect(
                                URI.create("http://127.0.0.1:"
                                        + endpoints.connectUrl().getPort()),
                                ClientSecurity.NONE)
                        .listConnectors())
                .hasMessageContaining("its URL starts with https");
        try (Cli.RunningCommand consume =
                Cli.start(Cli.jar("consumer", consumeArguments("g-plain")), TestStacks.newHome(), Map.of())) {
            Awaitility.await("the consumer's notice")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> consume.err().contains("whether security.protocol is right"));
        }
    }

    @Test
    void unknownAuthorityGetsOneClearMessage() throws IOException {
        String url = endpoints.jdbcUrl().replaceFirst("sslrootcert=.*", "sslrootcert=" + otherAuthority);
        assertFails(sql(url, endpoints.password()), "not signed by a trusted authority", "sslrootcert");
        assertFails(load(url, endpoints.password()), "not signed by a trusted authority", "sslrootcert");
        assertFails(
                consume(Map.of("ssl.truststore.location", otherAuthority.toString())),
                "not signed by a trusted authority");
        ClientSecurity security = endpoints.security();
        assertThatThrownBy(() -> connect(
                                endpoints.connectUrl(),
                                new ClientSecurity(
                                        Map.of(), security.connectUser(), security.connectPassword(), otherAuthority))
                        .listConnectors())
                .hasMessageContaining("not signed by a trusted authority");
    }

    @Test
    void wrongPasswordGetsOneClearMessage() throws IOException {
        assertFails(sql(endpoints.jdbcUrl(), "wr0ng-word"), "rejects user cdctest", "Check user and password");
        assertFails(load(endpoints.jdbcUrl(), "wr0ng-word"), "rejects user cdctest", "PGPASSWORD");
        assertFails(
                consume(Map.of(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"cdctest\""
                                + " password=\"wr0ng-word\";")),
                "Kafka rejects the login",
                "sasl.jaas.config");
        for (String user : new String[] {"cdctest", null}) {
            assertThatThrownBy(() -> connect(
                                    endpoints.connectUrl(),
                                    new ClientSecurity(
                                            Map.of(),
                                            user,
                                            user == null ? null : "wr0ng-word",
                                            endpoints.security().connectCertificates()))
                            .listConnectors())
                    .hasMessageContaining("rejects the login");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void expiredCertificateAndWrongHostNameGetOneClearMessage() throws Exception {
        Path directory = home.resolve("tls");
        Path copy = TestStacks.newHome();
        for (String file : List.of("server.pem", "server.key")) {
            Files.copy(directory.resolve(file), copy.resolve(file));
        }
        try (Connection admin =
                DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password())) {
            issue(admin, "san=ip:127.0.0.1", "-3d");
            assertFails(sql(endpoints.jdbcUrl(), endpoints.password()), "certificate has expired (NotAfter");
            assertFails(load(endpoints.jdbcUrl(), endpoints.password()), "certificate has expired (NotAfter");
            assertThat(run(Cli.cdc("status", "--home", home.toString())).out())
                    .contains("certificate has expired (NotAfter", "the servers' certificate expired on");

            issue(admin, "san=dns:db.example", "-1d");
            assertFails(sql(endpoints.jdbcUrl(), endpoints.password()), "certificate is for another host name");
            assertFails(load(endpoints.jdbcUrl(), endpoints.password()), "certificate is for another host name");

            for (String file : List.of("server.pem", "server.key")) {
                Files.copy(copy.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            reload(admin);
        }
        assertSucceeds("sql", "select 1");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void passwordsAreInNoOutputAndNoLog() throws IOException {
        List<String> secrets = new ArrayList<>(List.of("wr0ng-word"));
        for (String name : List.of("database", "kafka", "connect", "store")) {
            secrets.add(
                    Files.readString(home.resolve("tls/" + name + ".password")).strip());
        }
        List<String> written = new ArrayList<>();
        commands.forEach(command -> written.add(command.out() + command.err()));
        try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
            for (Path log : logs.toList()) {
                written.add(Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(written).hasSizeGreaterThan(20);
        for (String secret : secrets) {
            assertThat(written).allSatisfy(text -> assertThat(text).doesNotContain(secret));
        }
    }

    /** Signs a certificate of two days with the stack's authority, and lets PostgreSQL use it. */
    private void issue(Connection admin, String alternativeNames, String start) throws Exception {
        Path directory = home.resolve("tls");
        Path both = TestStacks.newHome().resolve("both.p12");
        Files.copy(directory.resolve("ca.p12"), both);
        List<String> keytool = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        keytool.addAll(List.of("-genkeypair", "-alias", "server", "-signer", "ca", "-keyalg", "EC", "-dname", "CN=x"));
        keytool.addAll(List.of("-ext", alternativeNames, "-startdate", start, "-validity", "2"));
        keytool.addAll(List.of("-keystore", both.toString(), "-storepass:file"));
        keytool.add(directory.resolve("store.password").toString());
        Cli result = Cli.run(keytool);
        assertThat(result.exitCode()).as(result.out()).isZero();
        String password = Files.readString(directory.resolve("store.password")).strip();
        KeyStore store = KeyStore.getInstance(both.toFile(), password.toCharArray());
        writePem(
                "server.key",
                "PRIVATE KEY",
                store.getKey("server", password.toCharArray()).getEncoded());
        writePem("server.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
        reload(admin);
    }

    private void writePem(String file, String label, byte[] content) throws IOException {
        Files.writeString(
                home.resolve("tls").resolve(file),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + label + "-----\n");
    }

    private static void reload(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
        // The postmaster reloads at once; a short transaction after it shows that the signal was handled.
        Awaitility.await("PostgreSQL to reload").until(() -> {
            try (Statement statement = admin.createStatement();
                    ResultSet row = statement.executeQuery("select now() > pg_conf_load_time() + interval '300 ms'")) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private Cli assertSucceeds(String... arguments) {
        Cli result = run(Cli.cdc(arguments));
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private static void assertFails(Cli command, String... parts) {
        assertThat(command.exitCode()).as(command.out() + command.err()).isEqualTo(1);
        assertThat(command.err()).contains(parts).doesNotContain("\tat ");
    }

    /** Returns the options with which commands reach the servers without the stack's home. */
    private List<String> runningStack() {
        return List.of(
                "--jdbc-url",
                endpoints.jdbcUrl(),
                "--bootstrap-servers",
                endpoints.bootstrapServers(),
                "--kafka-config",
                home.resolve("tls/client.properties").toString(),
                "--connect-url",
                endpoints.connectUrl().toString(),
                "--connect-user",
                "cdctest",
                "--connect-ca",
                home.resolve("tls/ca.pem").toString());
    }

    private Map<String, String> runningStackPasswords() {
        return Map.of(
                "PGPASSWORD",
                endpoints.password(),
                "CONNECT_PASSWORD",
                String.valueOf(endpoints.security().connectPassword()),
                "CDC_HOME",
                TestStacks.newHome().toString());
    }

    private Cli sql(String url, String password) {
        return run(
                Cli.cdc("sql", "--home", home.toString(), "--jdbc-url", url, "select 1"),
                Map.of("PGPASSWORD", password));
    }

    private Cli load(String url, String password) {
        return run(Cli.jar("loadgen", "--jdbc-url", url, "--burst", "1x1"), Map.of("PGPASSWORD", password));
    }

    private Cli consume(Map<String, String> changedSettings) throws IOException {
        Path file = Files.createTempFile("client", ".properties");
        List<String> lines = new ArrayList<>();
        lines.addAll(Files.readAllLines(home.resolve("tls/client.properties")));
        changedSettings.forEach((name, value) -> lines.add(name + "=" + value));
        Files.write(file, lines);
        List<String> command = Cli.jar("consumer", consumeArguments("g-wrong"));
        command.addAll(List.of("--kafka-config", file.toString()));
        return run(command);
    }

    private String[] consumeArguments(String group) {
        return new String[] {
            "--bootstrap-servers", endpoints.bootstrapServers(), "--topic", "cdctest.public.customers", "--group", group
        };
    }

    private ConnectClient connect(URI url, ClientSecurity security) {
        return ConnectClient.of(new Endpoints(
                endpoints.jdbcUrl(),
                endpoints.user(),
                endpoints.password(),
                endpoints.bootstrapServers(),
                url,
                security));
    }

    private Cli run(List<String> command) {
        return run(command, Map.of());
    }

    private Cli run(List<String> command, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("CDC_HOME", home.toString()));
        all.putAll(environment);
        Cli result = Cli.run(command, TestStacks.newHome(), all);
        commands.add(result);
        return result;
    }
}
