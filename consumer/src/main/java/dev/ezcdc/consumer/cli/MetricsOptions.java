package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.metrics.ConsumerMetrics;
import dev.ezcdc.consumer.metrics.MetricsEndpoint;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether metrics and health are served, as options. */
final class MetricsOptions {

    @Option(
            names = "--metrics-port",
            order = 16,
            paramLabel = "PORT",
            description = "Serve /metrics for Prometheus and /health on this port of the loopback address; 0: any free"
                    + " one, which is told.")
    private @Nullable Integer port;

    /** Has the consumer of these settings measured, if that is asked for. */
    HttpEndpointOption of(ChangeConsumer.Builder builder) {
        Integer wanted = port;
        if (wanted == null) {
            return HttpEndpointOption.NOTHING;
        }
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        builder.listener(new ConsumerMetrics(registry));
        return (consumer, say) -> {
            new JvmMemoryMetrics().bindTo(registry);
            MetricsEndpoint endpoint = HttpEndpointOption.on(
                    () -> MetricsEndpoint.open(wanted, registry, consumer::health), "--metrics-port");
            say.accept("metrics at http://127.0.0.1:" + endpoint.port() + "/metrics, and /health beside them");
            return () -> {
                endpoint.close();
                registry.close();
            };
        };
    }
}
