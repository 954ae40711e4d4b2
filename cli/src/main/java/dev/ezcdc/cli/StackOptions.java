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
 * Which embedded stack is meant. The ports of the last {@code up} are remembered beside its data, so that the other
 * commands find it without being told.
 */
final class StackOptions {

    private static final String POSTGRES = "postgres-port";
    private static final String KAFKA = "kafka-port";
    private static final String CONNECT = "connect-port";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the stack keeps data, logs and process ids. Default: CDC_HOME from the environment,"
                    + " else .cdc in this folder.")
    private Path home = defaultHome();

    @Option(names = "--" + POSTGRES, paramLabel = "PORT", description = "Default: 55432, or that of the last up.")
    private @Nullable Integer postgresPort;

    @Option(names = "--" + KAFKA, paramLabel = "PORT", description = "Default: 29092, or that of the last up.")
    private @Nullable Integer kafkaPort;

    @Option(names = "--" + CONNECT, paramLabel = "PORT", description = "Default: 8083, or that of the last up.")
    private @Nullable Integer connectPort;

    /** The project's folder, in which the servers are laid out. */
    static Path root() {
        return Path.of(System.getProperty("ezcdc.root", "."));
    }

    private static Path defaultHome() {
        String fromEnvironment = System.getenv("CDC_HOME");
        return fromEnvironment == null || fromEnvironment.isBlank() ? root().resolve(".cdc") : Path.of(fromEnvironment);
    }

    /** Where the stack keeps everything. */
    Path home() {
        return home;
    }

    EmbeddedStack.Settings settings() {
        Properties remembered = remembered();
        return EmbeddedStack.Settings.of(home, root().resolve("infra/servers"))
                .withPorts(
                        port(postgresPort, remembered, POSTGRES, 55432),
                        port(kafkaPort, remembered, KAFKA, 29092),
                        port(connectPort, remembered, CONNECT, 8083));
    }

    /** Where the stack answers if it is up; starts nothing and asks nobody. */
    Endpoints endpoints() {
        return new EmbeddedStack(settings()).endpoints(); // closes nothing, as it started nothing
    }

    /** Called once the stack answers there. */
    void remember(Endpoints endpoints) {
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

    /** The digits behind the last colon: all three addresses of an embedded stack have them there. */
    private static String portOf(String address) {
        String behind = address.substring(address.lastIndexOf(':') + 1);
        return behind.replaceAll("\\D.*", "");
    }

    private Properties remembered() {
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

    private static int port(@Nullable Integer given, Properties remembered, String name, int otherwise) {
        return given != null ? given : Integer.parseInt(remembered.getProperty(name, Integer.toString(otherwise)));
    }
}
