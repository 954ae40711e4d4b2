package dev.ezcdc.cli;

import dev.ezcdc.cli.connectors.ConnectorControl;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorValidation;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.tls.TlsHome;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Kafka Connect on which the {@code connectors} commands work: the embedded stack's, or another one. */
final class ConnectorTarget {

    @Option(names = "--connect-url", paramLabel = "URL", description = "Use this Kafka Connect instead of the stack's.")
    private @Nullable URI connectUrl;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use these Kafka brokers instead of the stack's.")
    private @Nullable String bootstrapServers;

    @Mixin
    private final SecurityOptions securityOptions = new SecurityOptions();

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time limit of each request and change of state. Default: 60s.")
    private Duration timeout = Duration.ofSeconds(60);

    boolean isEmbedded() {
        return connectUrl == null;
    }

    Duration timeout() {
        return timeout;
    }

    /** The stack whose connectors these are; its servers are neither started nor stopped. */
    EmbeddedStack embeddedStack() {
        return new EmbeddedStack(databaseOptions.stack().settings());
    }

    ConnectorControl control() {
        ConnectClient connect = connectUrl == null
                ? ConnectClient.of(databaseOptions.stack().endpoints())
                : new ConnectClient(connectUrl, securityOptions.read());
        return new ConnectorControl(connect, timeout);
    }

    ConnectorValidation validation() {
        return new ConnectorValidation(control().connect());
    }

    /** Returns the database, or empty if it is not known because only another Kafka Connect was given. */
    Optional<Database> database() {
        return isEmbedded() || !databaseOptions.isStacks() ? Optional.of(databaseOptions.database()) : Optional.empty();
    }

    /**
     * Returns the settings of Kafka clients, or empty if the brokers are not known because only another Kafka Connect was
     * given.
     */
    Optional<Map<String, Object>> kafkaClientSettings() {
        if (bootstrapServers == null && isEmbedded()) {
            return Optional.of(databaseOptions.stack().endpoints().kafkaClientSettings());
        }
        if (bootstrapServers == null) {
            return Optional.empty();
        }
        Map<String, Object> settings = new HashMap<>(securityOptions.read().kafkaClient());
        settings.put("bootstrap.servers", bootstrapServers);
        return Optional.of(settings);
    }

    /** Returns the security settings of Kafka clients in a connector of the stack; empty for another Kafka Connect. */
    Map<String, String> connectorClientSettings() {
        return isEmbedded()
                ? TlsHome.find(databaseOptions.stack().home())
                        .map(TlsHome::connectorClientSettings)
                        .orElse(Map.of())
                : Map.of();
    }

    /** Returns the name of the stack's connector, or the only registered one; fails if there are several. */
    String defaultConnector(Console console) {
        if (isEmbedded()) {
            return databaseOptions.stack().settings().connector().name();
        }
        var names = control().connect().listConnectors();
        if (names.size() != 1) {
            throw console.usageError(
                    names.isEmpty()
                            ? "no connector is registered"
                            : "several connectors are registered. Choose one with --connector: "
                                    + String.join(", ", names));
        }
        return names.get(0);
    }
}
