package dev.ezcdc.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.Health;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.Heartbeat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void timesOfTheLastHeartbeatAndCommitAreUnknownUntilThereIsOne() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ConsumerMetrics metrics = new ConsumerMetrics(registry);
        assertThat(gauge(registry, "ezcdc.consumer.last.heartbeat.timestamp")).isNaN();
        assertThat(gauge(registry, "ezcdc.consumer.last.commit.timestamp")).isNaN();

        metrics.onHandled(Samples.received(new Heartbeat("cdctest", Instant.ofEpochMilli(1_700_000_000_250L))));
        metrics.onHandled(Samples.received(Samples.create(Samples.ALEX)));

        assertThat(gauge(registry, "ezcdc.consumer.last.heartbeat.timestamp")).isEqualTo(1_700_000_000.25);
        assertThat(gauge(registry, "ezcdc.consumer.last.commit.timestamp")).isEqualTo(1_703_166_387.948123);
    }

    @Test
    void stateAndLagAreThoseOfTheStartedConsumer() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ConsumerMetrics metrics = new ConsumerMetrics(registry);
        assertThat(gauge(registry, "ezcdc.consumer.running")).isZero();
        assertThat(gauge(registry, "ezcdc.consumer.lag.records")).isNaN();

        AtomicBoolean reads = new AtomicBoolean(true);
        metrics.onStart(new ConsumerStatus() {
            @Override
            public Health health() {
                return new Health(reads.get() ? Health.State.RUNNING : Health.State.WAITING, Instant.EPOCH, null);
            }

            @Override
            public OptionalLong lag() {
                return OptionalLong.of(42);
            }

            @Override
            public long lostRecords() {
                return 0;
            }

            @Override
            public long deadLettered(DeadLetter.Cause cause) {
                return 0;
            }
        });

        assertThat(gauge(registry, "ezcdc.consumer.running")).isEqualTo(1);
        assertThat(gauge(registry, "ezcdc.consumer.lag.records")).isEqualTo(42);
        reads.set(false);
        assertThat(gauge(registry, "ezcdc.consumer.running")).isZero();
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
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
