package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.metrics.ConsumerMetrics;
import dev.ezcdc.consumer.metrics.MetricsEndpoint;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that serves metrics and health. */
final class MetricsOptions {

    @Option(
            names = "--metrics-port",
            order = 52,
            paramLabel = "PORT",
            description = "Serve /metrics for Prometheus and /health on this port of the loopback address; 0 picks a"
                    + " free port and prints it. Default: not served.")
    private @Nullable Integer port;

    /** Registers the metrics' listener with the consumer if the option requests it. */
    HttpEndpointOption register(ChangeConsumer.Builder builder) {
        Integer chosenPort = port;
        if (chosenPort == null) {
            return HttpEndpointOption.NONE;
        }
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        builder.listener(new ConsumerMetrics(registry));
        return (consumer, report) -> {
            new JvmMemoryMetrics().bindTo(registry);
            MetricsEndpoint endpoint = HttpEndpointOption.openOrSuggest(
                    () -> MetricsEndpoint.open(chosenPort, registry, consumer::health), "--metrics-port");
            String address = "http://127.0.0.1:" + endpoint.port();
            report.accept("metrics at " + address + "/metrics, health at " + address + "/health");
            return () -> {
                endpoint.close();
                registry.close();
            };
        };
    }
}
