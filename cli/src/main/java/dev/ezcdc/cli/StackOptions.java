package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The location of the embedded stack. {@code up} stores the ports next to the data, so the other commands find the stack
 * without port options.
 */
final class StackOptions {

    private static final String POSTGRES = "postgres-port";
    private static final String KAFKA = "kafka-port";
    private static final String CONNECT = "connect-port";

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

    EmbeddedStack.Settings settings() {
        Properties stored = readPorts();
        return EmbeddedStack.Settings.of(home, root().resolve("infra/servers"))
                .withPorts(
                        port(postgresPort, stored, POSTGRES, 55432),
                        port(kafkaPort, stored, KAFKA, 29092),
                        port(connectPort, stored, CONNECT, 8083));
    }

    /** Returns the addresses of the stack, running or not. Starts nothing and opens no connection. */
    Endpoints endpoints() {
        return new EmbeddedStack(settings()).endpoints();
    }

    /** Stores the ports for later commands. */
    void storePorts(Endpoints endpoints) {
        Properties ports = new Properties();
        ports.setProperty(POSTGRES, portOf(endpoints.jdbcUrl()));
        ports.setProperty(KAFKA, portOf(endpoints.bootstrapServers()));
        ports.setProperty(CONNECT, portOf(endpoints.connectUrl().toString()));
        try (var out = Files.newBufferedWriter(portsFile())) {
            ports.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + portsFile(), e);
        }
    }

    /** Returns the digits after the last colon, which is where every address of an embedded stack has its port. */
    private static String portOf(String address) {
        String portAndPath = address.substring(address.lastIndexOf(':') + 1);
        return portAndPath.replaceAll("\\D.*", "");
    }

    private Properties readPorts() {
        Properties ports = new Properties();
        if (Files.exists(portsFile())) {
            try (var in = Files.newBufferedReader(portsFile())) {
                ports.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + portsFile(), e);
            }
        }
        return ports;
    }

    private Path portsFile() {
        return home.resolve("ports.properties");
    }

    private static int port(@Nullable Integer option, Properties stored, String name, int defaultPort) {
        return option != null ? option : Integer.parseInt(stored.getProperty(name, Integer.toString(defaultPort)));
    }
}
