package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.run.ExternalStack;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The addresses of a running stack: all three or none. */
final class ExternalOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @ArgGroup(exclusive = false, heading = "%nUse a running stack instead of the embedded one:%n")
    private @Nullable Addresses addresses;

    private static final class Addresses {

        @Option(names = "--jdbc-url", required = true, paramLabel = "URL", description = "JDBC URL of PostgreSQL.")
        private String jdbcUrl = "";

        @Option(
                names = "--bootstrap-servers",
                required = true,
                paramLabel = "HOST:PORT",
                description = "Kafka brokers, separated by commas.")
        private String bootstrapServers = "";

        @Option(
                names = "--connect-url",
                required = true,
                paramLabel = "URL",
                description = "REST interface of Kafka Connect.")
        private URI connectUrl = URI.create("http://127.0.0.1:8083");

        @Option(names = "--user", paramLabel = "USER", description = "PostgreSQL user. Default: cdctest.")
        private String user = "cdctest";

        @Option(
                names = "--password",
                paramLabel = "PASSWORD",
                description = "Prefer the environment variable PGPASSWORD. Default: cdctest.")
        private @Nullable String password = System.getenv("PGPASSWORD");

        @Option(
                names = "--database-for-connect",
                paramLabel = "HOST:PORT",
                description = "PostgreSQL as Kafka Connect reaches it, if that differs: database:5432 with Compose.")
        private @Nullable String databaseAddressForConnect;

        @ArgGroup(exclusive = false)
        private SecurityOptions security = new SecurityOptions();
    }

    boolean areGiven() {
        return addresses != null;
    }

    /**
     * Registers the connector on the given stack and returns when it streams. The settings of a registered connector
     * stay.
     */
    ExternalStack start(Consumer<String> progress) {
        ExternalStack stack = new ExternalStack(settings());
        stack.register(ExistingConnector.KEEP, TIMEOUT).describe().forEach(progress);
        stack.awaitStreaming(TIMEOUT);
        return stack;
    }

    /** @throws IllegalStateException if no addresses were given */
    ExternalStack.Settings settings() {
        Addresses given = addresses;
        if (given == null) {
            throw new IllegalStateException("no addresses given. Check areGiven() first.");
        }
        ExternalStack.Settings settings = ExternalStack.Settings.of(new Endpoints(
                given.jdbcUrl,
                given.user,
                given.password == null ? "cdctest" : given.password,
                given.bootstrapServers,
                given.connectUrl,
                given.security.read()));
        if (given.databaseAddressForConnect != null) {
            int colon = given.databaseAddressForConnect.lastIndexOf(':');
            settings = settings.withConnectorOverrides(Map.of(
                    "database.hostname", given.databaseAddressForConnect.substring(0, Math.max(0, colon)),
                    "database.port", given.databaseAddressForConnect.substring(colon + 1)));
        }
        return settings;
    }
}
