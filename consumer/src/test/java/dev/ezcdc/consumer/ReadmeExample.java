package dev.ezcdc.consumer;

import dev.ezcdc.consumer.dashboard.DashboardServer;
import dev.ezcdc.consumer.dashboard.PipelineMonitor;
import dev.ezcdc.consumer.dashboard.UpstreamStatus;
import dev.ezcdc.consumer.metrics.ConsumerMetrics;
import dev.ezcdc.consumer.metrics.MetricsEndpoint;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Update;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The Java examples of the documents, verbatim. */
final class ReadmeExample {

    private ReadmeExample() {}

    static void runShortestProgram() {
        // README of the module begins
        ChangeConsumer consumer = ChangeConsumer.builder(
                        "localhost:29092", Topics.named("cdctest.public.customers"), "my-group")
                .handler(received -> System.out.println(received.record()))
                .build();
        consumer.run();
        // README of the module ends
    }

    static ChangeConsumer createConsumer(String bootstrapServers, String topic, Consumer<String> shown) {
        // README begins
        ChangeConsumer consumer = ChangeConsumer.builder(bootstrapServers, Topics.named(topic), "my-group")
                .handler(received -> {
                    if (received.record() instanceof Update update) {
                        shown.accept(update.key() + " is now " + update.after());
                    }
                })
                .startFrom(StartFrom.BEGINNING)
                .delivery(Delivery.DEDUPLICATED)
                .failurePolicy(FailurePolicy.retryThenDeadLetter(5, Duration.ofMillis(200), Duration.ofSeconds(10)))
                .filter(RecordFilter.of(List.of("public.customers"), Set.of(Operation.UPDATE)))
                .redaction(Redaction.of(List.of("email")))
                .build();
        // README ends
        return consumer;
    }

    static void runWithDashboard(ChangeConsumer.Builder builder, int port) throws Exception {
        // README page begins
        PipelineMonitor monitor = new PipelineMonitor();
        ChangeConsumer consumer = builder.listener(monitor).build();
        try (DashboardServer dashboard = DashboardServer.open(port, monitor, UpstreamStatus.UNKNOWN)) {
            System.out.println("dashboard at " + dashboard.url());
            consumer.run();
        }
        // README page ends
    }

    @SuppressWarnings("try") // the endpoint serves while the consumer runs
    static void runWithMetrics(ChangeConsumer.Builder builder) throws Exception {
        // metrics begins
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ConsumerMetrics metrics = new ConsumerMetrics(registry);
        ChangeConsumer consumer = builder.listener(metrics).build();
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(9464, registry, consumer::health)) {
            consumer.run();
        }
        // metrics ends
    }
}
