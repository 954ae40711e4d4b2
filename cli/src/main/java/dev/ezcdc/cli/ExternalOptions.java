package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.run.ExternalStack;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Another stack, by its addresses: all three of them, or none. */
final class ExternalOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ArgGroup(exclusive = false, heading = "%nInstead of the embedded stack, one that runs already:%n")
    private @Nullable Addresses addresses;

    private static final class Addresses {

        @Option(names = "--jdbc-url", required = true, paramLabel = "URL", description = "PostgreSQL.")
        private String jdbcUrl = "";

        @Option(
                names = "--bootstrap-servers",
                required = true,
                paramLabel = "HOST:PORT",
                description = "Kafka; several by commas.")
        private String bootstrapServers = "";

        @Option(
                names = "--connect-url",
                required = true,
                paramLabel = "URL",
                description = "Kafka Connect's REST interface.")
        private URI connectUrl = URI.create("http://127.0.0.1:8083");

        @Option(names = "--user", paramLabel = "USER", description = "PostgreSQL's user (default: cdctest).")
        private String user = "cdctest";

        @Option(
                names = "--password",
                paramLabel = "PASSWORD",
                description = "Better given as PGPASSWORD in the environment (default: cdctest).")
        private @Nullable String password = System.getenv("PGPASSWORD");

        @Option(
                names = "--database-for-connect",
                paramLabel = "HOST:PORT",
                description = "PostgreSQL's address as Kafka Connect sees it, where that differs: database:5432 with"
                        + " compose.")
        private @Nullable String databaseForConnect;
    }

    boolean given() {
        return addresses != null;
    }

    /** That stack, its connector registered and streaming. */
    Stack start() {
        ExternalStack stack = new ExternalStack(settings());
        stack.register(PATIENCE);
        stack.awaitStreaming(PATIENCE);
        return stack;
    }

    /** What was given. */
    ExternalStack.Settings settings() {
        Addresses given = addresses;
        if (given == null) {
            throw new IllegalStateException("no addresses were given");
        }
        ExternalStack.Settings settings = ExternalStack.Settings.of(new Endpoints(
                given.jdbcUrl,
                given.user,
                given.password == null ? "cdctest" : given.password,
                given.bootstrapServers,
                given.connectUrl));
        if (given.databaseForConnect != null) {
            int colon = given.databaseForConnect.lastIndexOf(':');
            settings = settings.withConnectorOverrides(Map.of(
                    "database.hostname", given.databaseForConnect.substring(0, Math.max(0, colon)),
                    "database.port", given.databaseForConnect.substring(colon + 1)));
        }
        return settings;
    }
}
