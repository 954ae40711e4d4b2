package dev.ezcdc.consumer;

import dev.ezcdc.consumer.dashboard.DashboardServer;
import dev.ezcdc.consumer.dashboard.PipelineMonitor;
import dev.ezcdc.consumer.dashboard.UpstreamStatus;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Update;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What the README shows of the library, as it stands there. */
final class ReadmeExample {

    private ReadmeExample() {}

    static ChangeConsumer consumer(String bootstrapServers, String topic, Consumer<String> shown) {
        // README begins
        ConsumerSettings settings = ConsumerSettings.builder(bootstrapServers, Topics.named(topic), "my-group")
                .startFrom(StartFrom.BEGINNING)
                .delivery(Delivery.DEDUPLICATED)
                .failurePolicy(FailurePolicy.retryThenDeadLetter(5, Duration.ofMillis(200), Duration.ofSeconds(10)))
                .filter(RecordFilter.of(List.of("public.customers"), Set.of(Operation.UPDATE)))
                .redaction(Redaction.of(List.of("email")))
                .build();
        ChangeConsumer consumer = new ChangeConsumer(settings, received -> {
            if (received.record() instanceof Update update) {
                shown.accept(update.key() + " is now " + update.after());
            }
        });
        // README ends
        return consumer;
    }

    static void watched(ConsumerSettings.Builder settings, ChangeHandler handler, int port) throws Exception {
        // README page begins
        PipelineMonitor watch = new PipelineMonitor();
        ChangeConsumer consumer = new ChangeConsumer(settings.observer(watch).build(), handler);
        try (DashboardServer page = DashboardServer.open(port, watch, UpstreamStatus.UNKNOWN)) {
            System.out.println("watch it at " + page.url());
            consumer.run();
        }
        // README page ends
    }
}
