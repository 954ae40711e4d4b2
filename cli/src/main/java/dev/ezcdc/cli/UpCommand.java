package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.loadgen.cli.DurationConverter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
                "expression such as 'app\\.orders_\\d+'. Repeatable. Default: the tables of the last up, else"
                        + " customers."
            })
    private List<String> tables = List.of();

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
    private final ServerMetricsOptions metricsOptions = new ServerMetricsOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time limit of each step. Default: 60s.")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(names = "--fresh", description = "Delete the stack's data first.")
    private boolean fresh;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        long start = System.nanoTime();
        EmbeddedStack.Settings settings = settings(console);
        EmbeddedStack stack = new EmbeddedStack(settings); // not closed, because its servers stay up
        if (fresh) {
            stack.deleteData();
        }
        Endpoints endpoints = stack.up();
        Map<StackService, Integer> metricsPorts = settings.tuning().metricsPorts();
        stackOptions.store(endpoints, profile, metricsPorts);
        double seconds = (System.nanoTime() - start) / 1e9;
        output.print(
                console,
                () -> json(endpoints, metricsPorts, seconds),
                out -> print(out, endpoints, metricsPorts, seconds));
        return 0;
    }

    private EmbeddedStack.Settings settings(Console console) {
        EmbeddedStack.Settings stored = stackOptions.settings();
        try {
            Profile chosen = profile == null ? stored.tuning().profile() : Profile.load(profile);
            return stored.withTables(tables.stream().map(TablePattern::parse).toList())
                    .withTuning(new Tuning(chosen, connectorSettings, Map.of(), Map.of())
                            .withMetricsPorts(
                                    metricsOptions.ports(stored.tuning().metricsPorts())))
                    .withExistingConnector(existingConnector())
                    .withTimeout(timeout)
                    .withProgress(console::progress);
        } catch (StackException invalid) {
            throw console.usageError(String.valueOf(invalid.getMessage()));
        }
    }

    private ExistingConnector existingConnector() {
        return resetConnector
                ? ExistingConnector.RESET
                : profile == null ? ExistingConnector.KEEP : ExistingConnector.APPLY_PROFILE;
    }

    private static ObjectNode json(Endpoints endpoints, Map<StackService, Integer> metricsPorts, double seconds) {
        ObjectNode root = Json.object()
                .put("jdbc_url", endpoints.jdbcUrl())
                .put("bootstrap_servers", endpoints.bootstrapServers())
                .put("connect_url", endpoints.connectUrl().toString());
        metricsPorts.forEach((service, port) -> root.put(service.id() + "_metrics_url", metricsUrl(port)));
        return root.put("seconds_to_streaming", Json.rounded(seconds, 3));
    }

    private static void print(
            PrintWriter out, Endpoints endpoints, Map<StackService, Integer> metricsPorts, double seconds) {
        out.printf(Locale.ROOT, "streaming after %.1f s%n", seconds);
        out.println("  PostgreSQL  " + endpoints.jdbcUrl() + "  (user " + endpoints.user() + ")");
        out.println("  Kafka       " + endpoints.bootstrapServers());
        out.println("  Connect     " + endpoints.connectUrl());
        new TreeMap<>(metricsPorts)
                .forEach((service, port) ->
                        out.println("  Metrics     " + metricsUrl(port) + "  (" + service.title() + ")"));
        out.println("Next: ./cdc consume in one terminal, ./cdc sql \"INSERT INTO ...\" in another.");
    }

    private static String metricsUrl(int port) {
        return "http://127.0.0.1:" + port + "/metrics";
    }
}
