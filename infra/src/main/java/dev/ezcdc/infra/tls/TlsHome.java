package dev.ezcdc.infra.tls;

import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The certificates and passwords of an embedded stack with TLS: the directory {@code tls} of its home, which only its owner
 * can read. A stack whose home has this directory uses TLS. Immutable; the files change only while no server runs.
 *
 * @param directory the directory
 */
public record TlsHome(Path directory) {
    /** The user of Kafka and of Kafka Connect's REST interface. */
    private static final String USER = "cdctest";

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1");
    static final int CERTIFICATE_DAYS = 397;
    private static final Duration RENEWAL_TIME = Duration.ofDays(30);
    private static final int PASSWORD_BYTES = 24;
    private static final String SCRAM = "SCRAM-SHA-512";
    /** The worker's environment variable with the login of Kafka clients. */
    private static final String LOGIN_VARIABLE = "CDC_KAFKA_JAAS_CONFIG";

    /** Returns the TLS files of a stack's home, or empty if the stack does not use TLS. */
    public static Optional<TlsHome> find(Path home) {
        TlsHome tls = new TlsHome(home.toAbsolutePath().normalize().resolve("tls"));
        return Files.exists(tls.keyStore()) ? Optional.of(tls) : Optional.empty();
    }

    /**
     * Creates the TLS files of a stack's home, unless they exist.
     *
     * @throws StackException if the stack has data: user and certificates are those of its first start
     */
    public static TlsHome create(Path home) {
        return find(home).orElseGet(() -> createNew(home.toAbsolutePath().normalize()));
    }

    private static TlsHome createNew(Path home) {
        if (Files.exists(home.resolve("postgres")) || Files.exists(home.resolve("kafka"))) {
            throw new StackException(
                    "the stack in " + home + " has data and does not use TLS, which only a new stack can"
                            + " start with. Delete the data (`./cdc up --fresh --tls`), or choose another directory (--home)");
        }
        TlsHome part = new TlsHome(home.resolve("tls.part"));
        TlsHome tls = new TlsHome(home.resolve("tls"));
        try {
            Directories.deleteRecursively(part.directory);
            Files.createDirectories(home);
            Files.createDirectory(
                    part.directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (String name : List.of("database", "kafka", "connect", "store")) {
                TextFiles.writePrivate(part.passwordFile(name), newPassword() + "\n");
            }
            TextFiles.writePrivate(
                    part.directory.resolve("connect-users"), USER + ":" + part.password("connect") + "\n");
            TextFiles.writePrivate(
                    part.directory.resolve("pg_hba.conf"),
                    "hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl replication all 127.0.0.1/32 scram-sha-256\n");
            part.keyTool().createAuthority(part.authority());
            part.issueCertificate(CERTIFICATE_DAYS);
            Directories.deleteRecursively(tls.directory);
            Files.move(part.directory, tls.directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("cannot write " + tls.directory + ": " + Exceptions.message(e), e);
        }
        return tls;
    }

    /** Replaces the servers' certificate by one that is valid for a number of days from today. */
    void issueCertificate(int days) {
        // From yesterday on, because the clocks of clients can be behind.
        keyTool().createServerCertificate(authority(), keyStore(), NAMES, -1, days + 1);
        try {
            KeyStore store = keyTool().open(keyStore());
            Certificate[] chain = store.getCertificateChain(KeyTool.SERVER);
            TextFiles.writePrivate(certificate(), Pem.ofCertificates(chain));
            TextFiles.writePrivate(trusted(), Pem.ofCertificates(chain[chain.length - 1]));
            TextFiles.writePrivate(
                    directory.resolve("server.key"),
                    Pem.ofKey(store.getKey(KeyTool.SERVER, password("store").toCharArray())));
            Files.setPosixFilePermissions(keyStore(), PosixFilePermissions.fromString("rw-------"));
            Files.setPosixFilePermissions(authority(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("cannot write the certificates in " + directory + ": " + Exceptions.message(e), e);
        }
    }

    /**
     * Prepares a start of the servers: writes {@code client.properties}, with which other Kafka clients connect, and renews
     * a certificate that ends within 30 days.
     *
     * @param isStopped whether no server runs; only then is the certificate renewed
     */
    public void prepare(boolean isStopped, Consumer<String> progress) {
        StringBuilder text = new StringBuilder("# For Kafka clients, such as the consumer's --kafka-config.\n");
        kafkaClientSettings().forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        TextFiles.writePrivate(directory.resolve("client.properties"), text.toString());
        if (isStopped && findExpiryProblem().isPresent()) {
            issueCertificate(CERTIFICATE_DAYS);
            progress.accept("renewed the servers' certificate");
        }
    }

    /** Returns when the servers' certificate ends. */
    public Instant certificateEnd() {
        return Pem.readCertificates(certificate()).get(0).getNotAfter().toInstant();
    }

    /** Returns a message if the servers' certificate has ended or ends within 30 days. */
    public Optional<String> findExpiryProblem() {
        Instant end = certificateEnd();
        Instant now = Instant.now();
        if (end.isAfter(now.plus(RENEWAL_TIME))) {
            return Optional.empty();
        }
        return Optional.of(
                (end.isAfter(now) ? "the servers' certificate expires on " : "the servers' certificate expired on ")
                        + end + ". Run `./cdc down` and `./cdc up`, which renews it");
    }

    /** Returns the password of the database's owner. */
    public String databasePassword() {
        return password("database");
    }

    /** Returns PostgreSQL's settings. */
    public Map<String, String> postgresSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ssl", "on");
        settings.put("ssl_cert_file", certificate().toString());
        settings.put("ssl_key_file", directory.resolve("server.key").toString());
        // Refuses connections without TLS.
        settings.put("hba_file", directory.resolve("pg_hba.conf").toString());
        return settings;
    }

    /** Returns the broker's settings. */
    public Map<String, String> kafkaSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:SSL");
        settings.put("sasl.enabled.mechanisms", SCRAM);
        settings.put("sasl.mechanism.inter.broker.protocol", SCRAM);
        settings.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", jaasConfig());
        putKeyStore(settings, "");
        putTrusted(settings, "");
        // The controller knows no users before its metadata is read, so its clients have certificates.
        settings.put("listener.name.controller.ssl.client.auth", "required");
        return settings;
    }

    /** Writes the arguments that create Kafka's user when its data directory is formatted; the caller deletes the file. */
    public Path writeScramArguments() {
        return TextFiles.writePrivate(
                directory.resolve("format.arguments"),
                "--add-scram\n" + SCRAM + "=[name=" + USER + ",password=" + password("kafka") + "]\n");
    }

    /** Returns the worker's settings, for its REST interface and its Kafka clients. */
    public Map<String, String> connectSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String prefix : List.of("", "producer.", "consumer.")) {
            kafkaClientSettings().forEach((name, value) -> settings.put(prefix + name, value));
        }
        putKeyStore(settings, "listeners.https.");
        settings.put(
                "rest.extension.classes",
                "dev.ezcdc.connect.rest.ConnectorMetricsExtension,dev.ezcdc.connect.rest.BasicAuthExtension");
        settings.put("ezcdc.rest.users.file", directory.resolve("connect-users").toString());
        return settings;
    }

    /** Returns the worker's environment variables, to which the settings of connectors refer. */
    public Map<String, String> connectVariables() {
        return Map.of(LOGIN_VARIABLE, jaasConfig());
    }

    /**
     * Returns the settings of Kafka clients that a connector opens itself. They refer to the login, so that Kafka Connect
     * does not show it.
     */
    public Map<String, String> connectorClientSettings() {
        Map<String, String> settings = kafkaClientSettings();
        settings.put("sasl.jaas.config", "${env:" + LOGIN_VARIABLE + "}");
        return settings;
    }

    /** Returns the connector's settings for its connection to PostgreSQL. */
    public Map<String, String> connectorSettings() {
        return Map.of(
                "database.sslmode",
                "verify-full",
                "database.sslrootcert",
                trusted().toString());
    }

    /** Returns the parameters of JDBC URLs, beginning with a question mark. */
    public String jdbcParameters() {
        return "?sslmode=verify-full&sslrootcert=" + URLEncoder.encode(trusted().toString(), StandardCharsets.UTF_8);
    }

    /** Returns what clients of Kafka and Kafka Connect need. */
    public ClientSecurity clientSecurity() {
        return new ClientSecurity(kafkaClientSettings(), USER, password("connect"), trusted());
    }

    private Map<String, String> kafkaClientSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", SCRAM);
        settings.put("sasl.jaas.config", jaasConfig());
        putTrusted(settings, "");
        return settings;
    }

    private void putTrusted(Map<String, String> settings, String prefix) {
        settings.put(prefix + "ssl.truststore.type", "PEM");
        settings.put(prefix + "ssl.truststore.location", trusted().toString());
    }

    private void putKeyStore(Map<String, String> settings, String prefix) {
        settings.put(prefix + "ssl.keystore.type", "PKCS12");
        settings.put(prefix + "ssl.keystore.location", keyStore().toString());
        settings.put(prefix + "ssl.keystore.password", password("store"));
    }

    private String jaasConfig() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password("kafka") + "\";";
    }

    private KeyTool keyTool() {
        return new KeyTool(passwordFile("store"));
    }

    private Path authority() {
        return directory.resolve("ca.p12");
    }

    private Path keyStore() {
        return directory.resolve("server.p12");
    }

    private Path certificate() {
        return directory.resolve("server.pem");
    }

    private Path trusted() {
        return directory.resolve("ca.pem");
    }

    private Path passwordFile(String name) {
        return directory.resolve(name + ".password");
    }

    private String password(String name) {
        try {
            return Files.readString(passwordFile(name)).strip();
        } catch (IOException e) {
            throw new StackException("cannot read " + passwordFile(name) + ": " + Exceptions.message(e), e);
        }
    }

    static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
