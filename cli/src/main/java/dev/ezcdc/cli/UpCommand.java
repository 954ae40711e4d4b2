package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorFile;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.infra.server.ServerProcess;
import dev.ezcdc.infra.tls.TlsHome;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the embedded stack and leaves it running. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Start or repair the stack",
        description = {
            "Start PostgreSQL, Kafka and Kafka Connect, register the connector, and return",
            "when it streams. Safe to rerun: it repairs whatever is down, and keeps the settings",
            "of a connector that you changed. The servers keep running until './cdc down'."
        })
final class UpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = {
                "Table to capture: orders, app.orders, 'app.\"Order Items\"', or a regular",
                "expression such as 'app\\..*' or '\"Sales 2026\"\\..*'. Repeatable. Default: the tables of the last"
                        + " up, else customers."
            })
    private List<String> tables = List.of();

    @Option(
            names = "--connector",
            paramLabel = "FILE",
            description =
                    "JSON file of your own connector: {\"name\": ..., \"config\": {...}}, or the configuration alone."
                            + " Settings that it leaves out are added. 'default' is ez-cdc's. Default: the connector of the last up.")
    private @Nullable String connectorFile;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Settings for a purpose: balanced, low-latency, throughput, stock, or a .properties file."
                    + " Default: the profile of the last up, else balanced.")
    private @Nullable String profile;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Setting of the connector, such as producer.override.max.request.size=8388608. Repeatable.")
    private Map<String, String> connectorSettings = Map.of();

    @Option(
            names = "--reset-connector",
            description = "Replace all settings of the registered connector by ez-cdc's. Without it, those that you"
                    + " changed stay.")
    private boolean resetConnector;

    @Mixin
    private final TopologyOptions topologyOptions = new TopologyOptions();

    @Mixin
    private final ServerMetricsOptions metricsOptions = new ServerMetricsOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time limit of each step. Default: 60s.")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(names = "--fresh", description = "Delete the stack's data first.")
    private boolean fresh;

    @Option(
            names = "--tls",
            description =
                    "Create certificates and passwords in the directory tls of the home, and accept only connections"
                            + " that use them. For a new stack; later starts need no option.")
    private boolean tls;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        long start = System.nanoTime();
        StackSettings settings = settings(console);
        EmbeddedStack before = new EmbeddedStack(stackOptions.settings().withProgress(console::progress));
        if (fresh) {
            before.deleteData();
        } else {
            stopRemoved(console, before, stackOptions.settings().topology(), settings.topology());
        }
        if (tls) {
            TlsHome.create(settings.home());
        }
        EmbeddedStack stack = new EmbeddedStack(settings); // not closed, because its servers stay up
        Endpoints endpoints = start(stack, settings);
        Map<StackService, Integer> metricsPorts = settings.tuning().metricsPorts();
        double seconds = (System.nanoTime() - start) / 1e9;
        output.print(
                console,
                () -> json(endpoints, metricsPorts, seconds),
                out -> print(out, endpoints, metricsPorts, seconds));
        return 0;
    }

    /**
     * Stores the ports of a stack that failed to start, too, if a server runs: {@code status} and {@code down} look there.
     * Stores the connector as soon as it is registered, so that {@code status} finds it even if it does not stream.
     */
    private Endpoints start(EmbeddedStack stack, StackSettings settings) {
        Map<StackService, Integer> metricsPorts = settings.tuning().metricsPorts();
        try {
            Endpoints endpoints = stack.up();
            stackOptions.store(endpoints, profile, settings.topology(), metricsPorts);
            storeConnector(settings.connector());
            storeTopics(endpoints, settings.connector().name());
            return endpoints;
        } catch (StackException e) {
            if (isAnyServerRunning(settings.home())) {
                stackOptions.store(stack.endpoints(), profile, settings.topology(), metricsPorts);
            }
            if (connectorFile != null && isRegistered(stack, settings.connector())) {
                storeConnector(settings.connector());
            }
            throw e;
        }
    }

    /** Stops the workers that the stack does not have any more. A standby stays, because commits wait for it. */
    private static void stopRemoved(Console console, EmbeddedStack stack, Topology before, Topology now) {
        if (before.standby() && !now.standby()) {
            throw console.usageError("--no-standby requires --fresh: a stack keeps its standby");
        }
        before.nodes(StackService.CONNECT).stream()
                .filter(node -> !now.nodes().contains(node))
                .forEach(stack::stop);
    }

    private static boolean isAnyServerRunning(Path home) {
        return Stream.of(StackService.values())
                .anyMatch(service -> PidFile.read(ServerProcess.pidFile(home, Node.first(service)))
                        .filter(PidFile::isAlive)
                        .isPresent());
    }

    private void storeTopics(Endpoints endpoints, String connector) {
        ConnectClient.of(endpoints)
                .findConfig(connector)
                .map(config -> new ConnectorConfig(connector, config))
                .ifPresent(new StackTopics(stackOptions.home())::store);
    }

    private void storeConnector(ConnectorConfig connector) {
        if (connectorFile != null) {
            stackOptions.storeConnector(connector);
        }
    }

    private static boolean isRegistered(EmbeddedStack stack, ConnectorConfig connector) {
        try {
            return ConnectClient.of(stack.endpoints())
                    .findConfig(connector.name())
                    .isPresent();
        } catch (StackException e) {
            return false; // the worker does not run; the first failure is reported
        }
    }

    private StackSettings settings(Console console) {
        StackSettings stored = stackOptions.settings();
        try {
            Profile chosen = profile == null ? stored.tuning().profile() : Profile.load(profile);
            ConnectorConfig connector = connectorFile == null
                    ? stored.connector()
                    : connectorFile.equals("default")
                            ? ConnectorConfig.loadDefault()
                            : ConnectorFile.read(Path.of(connectorFile));
            return stored.withTables(tables.stream().map(TablePattern::parse).toList())
                    .withConnector(connector)
                    .withTopology(topologyOptions.apply(stored.topology()))
                    .withTuning(new Tuning(chosen, settingsToApply(connector, chosen), Map.of(), Map.of())
                            .withMetricsPorts(
                                    metricsOptions.ports(stored.tuning().metricsPorts())))
                    .withExistingConnector(existingConnector())
                    .withTimeout(timeout)
                    .withProgress(console::progress);
        } catch (StackException invalid) {
            throw console.usageError(String.valueOf(invalid.getMessage()));
        }
    }

    /** A user's connector gets the settings of a profile only if both are requested. */
    private Map<String, String> settingsToApply(ConnectorConfig connector, Profile chosen) {
        Map<String, String> applied = new LinkedHashMap<>();
        if (profile != null && !connector.isDefault()) {
            applied.putAll(chosen.connectorSettings());
        }
        applied.putAll(connectorSettings);
        return applied;
    }

    private ExistingConnector existingConnector() {
        if (connectorFile != null && !connectorFile.equals("default") && !resetConnector) {
            return ExistingConnector.APPLY_FILE;
        }
        return resetConnector
                ? ExistingConnector.RESET
                : profile == null ? ExistingConnector.KEEP : ExistingConnector.APPLY_PROFILE;
    }

    private static ObjectNode json(Endpoints endpoints, Map<StackService, Integer> metricsPorts, double seconds) {
        ObjectNode root = Json.object()
                .put("jdbc_url", endpoints.jdbcUrl())
                .put("bootstrap_servers", endpoints.bootstrapServers())
                .put("connect_url", endpoints.connectUrl().toString());
        ArrayNode workers = root.putArray("connect_urls");
        endpoints.connectUrls().forEach(url -> workers.add(url.toString()));
        metricsPorts.forEach((service, port) -> root.put(service.id() + "_metrics_url", metricsUrl(port)));
        return root.put("seconds_to_streaming", Json.rounded(seconds, 3));
    }

    private void print(PrintWriter out, Endpoints endpoints, Map<StackService, Integer> metricsPorts, double seconds) {
        out.printf(Locale.ROOT, "streaming after %.1f s%n", seconds);
        out.println("  PostgreSQL  " + endpoints.jdbcUrl() + "  (user " + endpoints.user() + ")");
        out.println("  Kafka       " + endpoints.bootstrapServers());
        endpoints.connectUrls().forEach(url -> out.println("  Connect     " + url));
        TlsHome.find(stackOptions.home())
                .ifPresent(files -> out.println("  TLS         certificates and passwords in " + files.directory()));
        new TreeMap<>(metricsPorts)
                .forEach((service, port) ->
                        out.println("  Metrics     " + metricsUrl(port) + "  (" + service.title() + ")"));
        out.println("Next: ./cdc consume in one terminal, ./cdc sql \"INSERT INTO ...\" in another.");
    }

    private static String metricsUrl(int port) {
        return "http://127.0.0.1:" + port + "/metrics";
    }
}
