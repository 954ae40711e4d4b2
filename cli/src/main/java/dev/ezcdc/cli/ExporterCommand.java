package dev.ezcdc.cli;

import dev.ezcdc.cli.exporter.CertificateSource;
import dev.ezcdc.cli.exporter.ConnectorSource;
import dev.ezcdc.cli.exporter.KafkaSource;
import dev.ezcdc.cli.exporter.MetricSource;
import dev.ezcdc.cli.exporter.SlotSource;
import dev.ezcdc.cli.exporter.StackExporter;
import dev.ezcdc.cli.exporter.StatusSource;
import dev.ezcdc.consumer.Health;
import dev.ezcdc.consumer.cli.ShutdownHook;
import dev.ezcdc.consumer.metrics.MetricsEndpoint;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.ExternalStack;
import dev.ezcdc.loadgen.cli.DurationConverter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves metrics of what the servers and consumers cannot report themselves. Changes nothing. */
@Command(
        name = "exporter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Serve metrics of slots, connectors and lag",
        description = {
            "Serve /metrics for Prometheus and /health on the loopback address: the WAL that",
            "PostgreSQL keeps for each slot, the states of connectors and tasks, heartbeats,",
            "the lag of consumer groups, and the expiry of certificates. Runs until Ctrl-C,",
            "also while a server is down. Changes nothing."
        })
final class ExporterCommand implements Callable<Integer> {

    private static final Duration GRACE_PERIOD = Duration.ofSeconds(20);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Port; 0 picks a free port and prints it. Default: ${DEFAULT-VALUE}.")
    private int port = 9465;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time between two reads of a server. Default: 5s.")
    private Duration interval = Duration.ofSeconds(5);

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Consumer group to watch. Repeatable. Default: all that read the connectors' topics.")
    private List<String> groups = List.of();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM or DER file with certificates whose expiry is exported. Repeatable. Those of an embedded"
                    + " stack with TLS are found in its home.")
    private List<Path> certificates = List.of();

    @Mixin
    private final StackTarget target = new StackTarget();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        if (interval.isZero() || interval.isNegative()) {
            throw console.usageError("--interval must be positive: " + interval.toMillis() + " ms");
        }
        CountDownLatch stop = new CountDownLatch(1);
        ShutdownHook signals = ShutdownHook.install(stop::countDown, GRACE_PERIOD);
        int exitCode = 1;
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (StackExporter exporter = new StackExporter(sources(), interval, console::progress);
                MetricsEndpoint endpoint = open(registry, exporter)) {
            registry.getPrometheusRegistry().register(exporter);
            console.progress("metrics at http://127.0.0.1:" + endpoint.port() + "/metrics");
            stop.await();
            exitCode = 0;
        } finally {
            registry.close();
            signals.complete(exitCode);
        }
        return exitCode;
    }

    private MetricsEndpoint open(PrometheusMeterRegistry registry, StackExporter exporter) throws IOException {
        Instant since = Instant.now();
        try {
            return MetricsEndpoint.open(port, registry, () -> {
                String failure = exporter.describeFailure();
                return new Health(failure == null ? Health.State.RUNNING : Health.State.WAITING, since, failure);
            });
        } catch (BindException portInUse) {
            throw new StackException(
                    portInUse.getMessage() + ". Choose another port with --metrics-port; 0 picks a free one.",
                    portInUse);
        }
    }

    private List<MetricSource> sources() {
        Endpoints endpoints = target.endpoints();
        ConnectClient connect = ConnectClient.of(endpoints);
        Map<String, Object> kafka = endpoints.kafkaClientSettings();
        List<MetricSource> sources = new ArrayList<>(List.of(
                new SlotSource(new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password())),
                new ConnectorSource(connect),
                new KafkaSource(kafka, connect, groups),
                new StatusSource(inspector())));
        List<Path> certificateFiles = certificateFiles();
        if (!certificateFiles.isEmpty()) {
            sources.add(new CertificateSource(certificateFiles));
        }
        return sources;
    }

    /** Returns the given files, and those of an embedded stack with TLS. */
    private List<Path> certificateFiles() {
        List<Path> files = new ArrayList<>(certificates);
        if (!target.isExternal()) {
            Stream.of("tls/server.pem", "tls/ca.pem")
                    .map(target.home()::resolve)
                    .filter(Files::exists)
                    .forEach(files::add);
        }
        return files;
    }

    private Supplier<StackStatus> inspector() {
        if (target.isExternal()) {
            return new ExternalStack(target.external().settings())::status;
        }
        return new EmbeddedStack(target.embedded().settings())::status;
    }
}
