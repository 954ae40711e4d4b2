package dev.ezcdc.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.format.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class ConsumerMetricsTest {

    private static Set<String> kafkaMeters(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().toString())
                .filter(id -> id.contains("'kafka."))
                .collect(Collectors.toSet());
    }

    private static double count(MeterRegistry registry, String kind) {
        return registry.get("ezcdc.consumer.records")
                .tag("kind", kind)
                .counter()
                .count();
    }

    @Test
    void logicalMessageIsCountedByItsKindWithoutALatency() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ConsumerMetrics metrics = new ConsumerMetrics(registry);
        metrics.onHandled(Samples.received(Samples.logicalMessage()));
        metrics.onHandled(Samples.received(Samples.flattenedRow()));
        assertThat(count(registry, "message")).isEqualTo(1);
        assertThat(count(registry, "flattened_row")).isEqualTo(1);
        assertThat(count(registry, "create")).isZero();
        assertThat(registry.get("ezcdc.consumer.latency").timers())
                .allSatisfy(timer -> assertThat(timer.count()).isZero());
        metrics.onHandled(Samples.received(Samples.create(Samples.ALEX)));
        assertThat(registry.get("ezcdc.consumer.latency").timers())
                .allSatisfy(timer -> assertThat(timer.count()).isEqualTo(1));
    }

    @Test
    void bindsAllMetricsThatMicrometerBindsForTheClient() throws Exception {
        MeterRegistry expected = new SimpleMeterRegistry();
        MeterRegistry actual = new SimpleMeterRegistry();
        try (KafkaConsumer<byte[], byte[]> client = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", "localhost:1", "group.id", "g"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaClientMetrics direct = new KafkaClientMetrics(client);
                AutoCloseable connection = new ConsumerMetrics(actual).onConnected(client::metrics)) {
            direct.bindTo(expected);
            assertThat(kafkaMeters(actual)).isEqualTo(kafkaMeters(expected)).isNotEmpty();
            connection.close();
            assertThat(kafkaMeters(actual)).isEmpty();
        }
    }
}
