package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorFile;
import dev.ezcdc.infra.database.JdbcAddress;
import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The location of the embedded stack. {@code up} stores ports and profile next to the data, so the other commands find
 * the stack without options.
 */
final class StackOptions {

    private static final String POSTGRES = "postgres-port";
    private static final String KAFKA = "kafka-port";
    private static final String CONNECT = "connect-port";
    private static final String PROFILE = "profile";
    private static final String BROKERS = "brokers";
    private static final String WORKERS = "workers";
    private static final String STANDBY = "standby";
    private static final String CONNECTOR = "connector";
    private static final String CONNECTOR_FILE = "connector.json";
    private static final Map<StackService, String> METRICS_KEYS = Map.of(
            StackService.CONNECT, "connect-metrics-port",
            StackService.KAFKA, "kafka-metrics-port");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Directory of data, logs and process ids. Default: the environment variable CDC_HOME, else .cdc in"
                            + " the project directory.")
    private Path home = defaultHome();

    @Option(
            names = "--" + POSTGRES,
            paramLabel = "PORT",
            description = "Port of PostgreSQL. Default: the port of the last up, else 55432.")
    private @Nullable Integer postgresPort;

    @Option(
            names = "--" + KAFKA,
            paramLabel = "PORT",
            description = "Port of Kafka. Default: the port of the last up, else 29092.")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--" + CONNECT,
            paramLabel = "PORT",
            description = "Port of Kafka Connect. Default: the port of the last up, else 8083.")
    private @Nullable Integer connectPort;

    /** Returns the project directory, which contains the servers. */
    static Path root() {
        return Path.of(System.getProperty("ezcdc.root", "."));
    }

    private static Path defaultHome() {
        String fromEnvironment = System.getenv("CDC_HOME");
        return fromEnvironment == null || fromEnvironment.isBlank() ? root().resolve(".cdc") : Path.of(fromEnvironment);
    }

    Path home() {
        return home;
    }

    StackSettings settings() {
        return settingsOf(readStored()).withConnector(readConnector(readStored()));
    }

    private StackSettings settingsOf(Properties stored) {
        return StackSettings.of(home, root().resolve("infra/servers"))
                .withTopology(readTopology(stored))
                .withTuning(Tuning.of(readProfile(stored)).withMetricsPorts(readMetricsPorts(stored)))
                .withPorts(
                        port(postgresPort, stored, POSTGRES, 55432),
                        port(kafkaPort, stored, KAFKA, 29092),
                        port(connectPort, stored, CONNECT, 8083));
    }

    /** Returns the addresses of the stack, running or not. Starts nothing and opens no connection. */
    Endpoints endpoints() {
        return new EmbeddedStack(settingsOf(readStored())).endpoints();
    }

    /**
     * Stores ports and profile for later commands.
     *
     * @param profile the name or file of the profile; null to keep the stored one
     */
    void store(Endpoints endpoints, @Nullable String profile) {
        Properties stored = readStored();
        store(endpoints, profile, readTopology(stored), readMetricsPorts(stored));
    }

    /** Stores ports, profile, the number of servers, and the ports of their metrics, for later commands. */
    void store(
            Endpoints endpoints, @Nullable String profile, Topology topology, Map<StackService, Integer> metricsPorts) {
        try {
            Properties stored = readStored();
            METRICS_KEYS.forEach((service, key) -> {
                Integer port = metricsPorts.get(service);
                if (port == null) {
                    stored.remove(key);
                } else {
                    stored.setProperty(key, port.toString());
                }
            });
            stored.setProperty(BROKERS, Integer.toString(topology.brokers()));
            stored.setProperty(WORKERS, Integer.toString(topology.workers()));
            stored.setProperty(STANDBY, Boolean.toString(topology.standby()));
            stored.setProperty(
                    POSTGRES,
                    Integer.toString(JdbcAddress.fromUrl(endpoints.jdbcUrl()).port()));
            stored.setProperty(KAFKA, portOf(endpoints.bootstrapServers()));
            stored.setProperty(CONNECT, portOf(endpoints.connectUrl().toString()));
            if (profile != null) {
                stored.setProperty(PROFILE, Profile.names().contains(profile) ? profile : copyToHome(profile));
            }
            try (var out = Files.newBufferedWriter(storedFile())) {
                stored.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + storedFile(), e);
        }
    }

    /**
     * Stores the stack's connector for later commands.
     *
     * @param connector the packaged connector, or one from a user's file, which may contain a password
     */
    void storeConnector(ConnectorConfig connector) {
        try {
            Properties stored = readStored();
            if (connector.isDefault()) {
                stored.remove(CONNECTOR);
            } else {
                Path copy = home.resolve(CONNECTOR_FILE);
                Files.deleteIfExists(copy);
                Files.createFile(
                        copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(copy, ConnectorFile.write(connector));
                stored.setProperty(CONNECTOR, CONNECTOR_FILE);
            }
            try (var out = Files.newBufferedWriter(storedFile())) {
                stored.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + storedFile(), e);
        }
    }

    private ConnectorConfig readConnector(Properties stored) {
        String file = stored.getProperty(CONNECTOR);
        return file == null ? ConnectorConfig.loadDefault() : ConnectorFile.read(home.resolve(file));
    }

    /** Copies a profile's file, so that it may be moved or deleted later, and returns the name of the copy. */
    private String copyToHome(String profile) throws IOException {
        Path file = Path.of(profile);
        String name = String.valueOf(file.getFileName());
        Path copy = home.resolve(name);
        if (!file.toAbsolutePath().normalize().equals(copy.toAbsolutePath().normalize())) {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return name;
    }

    private static Map<StackService, Integer> readMetricsPorts(Properties stored) {
        Map<StackService, Integer> ports = new EnumMap<>(StackService.class);
        METRICS_KEYS.forEach((service, key) -> {
            String port = stored.getProperty(key);
            if (port != null) {
                ports.put(service, Integer.valueOf(port));
            }
        });
        return ports;
    }

    private Profile readProfile(Properties stored) {
        String name = stored.getProperty(PROFILE, Profile.balanced().name());
        return Profile.names().contains(name)
                ? Profile.forName(name)
                : Profile.load(home.resolve(name).toString());
    }

    private static Topology readTopology(Properties stored) {
        return new Topology(
                Integer.parseInt(stored.getProperty(BROKERS, "1")),
                Integer.parseInt(stored.getProperty(WORKERS, "1")),
                Boolean.parseBoolean(stored.getProperty(STANDBY)));
    }

    /** Returns the port of the first broker, or of a worker's URL. */
    private static String portOf(String addresses) {
        String first = addresses.split(",", -1)[0];
        return first.substring(first.lastIndexOf(':') + 1);
    }

    private Properties readStored() {
        Properties stored = new Properties();
        if (Files.exists(storedFile())) {
            try (var in = Files.newBufferedReader(storedFile())) {
                stored.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + storedFile(), e);
            }
        }
        return stored;
    }

    private Path storedFile() {
        return home.resolve("stack.properties");
    }

    private static int port(@Nullable Integer option, Properties stored, String name, int defaultPort) {
        return option != null ? option : Integer.parseInt(stored.getProperty(name, Integer.toString(defaultPort)));
    }
}
