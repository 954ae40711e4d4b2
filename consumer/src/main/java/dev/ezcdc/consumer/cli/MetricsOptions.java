package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.metrics.ConsumerMetrics;
import dev.ezcdc.consumer.metrics.MetricsEndpoint;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that serve metrics and health. */
final class MetricsOptions {

    @Option(
            names = "--metrics-port",
            order = 52,
            paramLabel = "PORT",
            description = "Serve /metrics for Prometheus and /health on this port of the loopback address; 0 picks a"
                    + " free port and prints it. Default: not served.")
    private @Nullable Integer port;

    @Option(
            names = "--metrics-address",
            order = 53,
            paramLabel = "ADDRESS",
            description =
                    "With --metrics-port: serve them on this address, such as 0.0.0.0 in a container. Default: the"
                            + " loopback address.")
    private @Nullable InetAddress address;

    /**
     * Registers the metrics' listener with the consumer if the option requests it.
     *
     * @throws IllegalArgumentException if there is an address without a port
     */
    HttpEndpointOption register(ChangeConsumer.Builder builder) {
        Integer chosenPort = port;
        if (chosenPort == null) {
            if (address != null) {
                throw new IllegalArgumentException("--metrics-address requires --metrics-port");
            }
            return HttpEndpointOption.NONE;
        }
        InetAddress chosenAddress = address == null ? InetAddress.getLoopbackAddress() : address;
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        builder.listener(new ConsumerMetrics(registry));
        return (consumer, report) -> {
            new JvmMemoryMetrics().bindTo(registry);
            MetricsEndpoint endpoint = HttpEndpointOption.openOrSuggest(
                    () -> MetricsEndpoint.open(chosenAddress, chosenPort, registry, consumer::health),
                    "--metrics-port");
            String url = "http://" + chosenAddress.getHostAddress() + ":" + endpoint.port();
            report.accept("metrics at " + url + "/metrics, health at " + url + "/health");
            return () -> {
                endpoint.close();
                registry.close();
            };
        };
    }
}
