package dev.ezcdc.consumer.metrics;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.source.Snapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Counts and times what a consumer does, as meters whose names begin with {@code ezcdc.consumer}, and beside them has Kafka's
 * own figures of its client, the lag among them. To be given to {@link dev.ezcdc.consumer.ChangeConsumer.Builder#listener}. Thread-safe.
 */
public final class ConsumerMetrics implements ConsumerListener {

    /** From a quarter of a millisecond to a minute, a factor of two from one to the next or a little more. */
    private static final Duration[] BUCKETS = Arrays.stream(new long[] {
                250,
                500,
                1_000,
                2_000,
                3_000,
                5_000,
                7_500,
                10_000,
                20_000,
                50_000,
                100_000,
                200_000,
                500_000,
                1_000_000,
                2_000_000,
                5_000_000,
                10_000_000,
                30_000_000,
                60_000_000
            })
            .mapToObj(micros -> Duration.of(micros, ChronoUnit.MICROS))
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<RecordTag, Counter> records;
    private final Counter failures;
    private final Counter redeliveries;
    private final Counter filteredOut;
    private final Timer commitToDebezium;
    private final Timer debeziumToKafka;
    private final Timer kafkaToPoll;
    private final Timer pollToHandled;
    private final Timer commitToHandled;

    /**
     * Begins at once to show what there is to be counted.
     *
     * @param registry remains the caller's to close
     */
    public ConsumerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.records = Arrays.stream(RecordTag.values())
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), kind -> Counter.builder("ezcdc.consumer.records")
                                .description("Records that were handled, by operation or kind")
                                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                                .register(registry)));
        this.failures = counter("ezcdc.consumer.handler.failures", "Attempts at which the handler failed");
        this.redeliveries =
                counter("ezcdc.consumer.redeliveries", "Changes left out since the connector had written them before");
        this.filteredOut = counter("ezcdc.consumer.filtered.out", "Records left out by the filter");
        this.commitToDebezium = hop("commit_to_debezium");
        this.debeziumToKafka = hop("debezium_to_kafka");
        this.kafkaToPoll = hop("kafka_to_poll");
        this.pollToHandled = hop("poll_to_handled");
        this.commitToHandled = hop("commit_to_handled");
        for (DeadLetter.Cause cause : DeadLetter.Cause.values()) {
            deadLetters(cause);
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer hop(String hop) {
        return Timer.builder("ezcdc.consumer.latency")
                .description("How long changes take from hop to hop, each by the clocks of the two ends")
                .tag("hop", hop)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter deadLetters(DeadLetter.Cause cause) {
        return Counter.builder("ezcdc.consumer.dead.letters")
                .description("Records kept aside since they could not be decoded or handled")
                .tag("cause", cause.text())
                .register(registry);
    }

    @Override
    public AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
        KafkaClientMetrics metrics = new KafkaClientMetrics(MetricsOnlyConsumer.of(clientMetrics));
        metrics.bindTo(registry);
        return metrics;
    }

    @Override
    public void onHandled(ConsumedRecord received) {
        CdcRecord record = received.record();
        Counter counter = records.get(RecordTag.of(record));
        if (counter != null) {
            counter.increment();
        }
        if (record instanceof ChangeEvent change) {
            times(received, change);
        }
    }

    private void times(ConsumedRecord received, ChangeEvent change) {
        long handledNanos = System.nanoTime() - received.polledAtNanos();
        pollToHandled.record(handledNanos, TimeUnit.NANOSECONDS);
        long kafkaMicros = received.kafkaTimestampMillis() * 1000;
        span(kafkaToPoll, kafkaMicros, received.polledAtMicros());
        Instant debezium = change.timestamp();
        if (debezium != null) {
            span(debeziumToKafka, micros(debezium), kafkaMicros);
        }
        if (change.source().snapshot() == Snapshot.FALSE) {
            long commitMicros = micros(change.source().timestamp());
            if (debezium != null) {
                span(commitToDebezium, commitMicros, micros(debezium));
            }
            span(commitToHandled, commitMicros, received.polledAtMicros() + handledNanos / 1000);
        }
    }

    /** Clocks that disagree can make it negative, which counts as nothing. */
    private static void span(Timer timer, long fromMicros, long toMicros) {
        timer.record(Math.max(0, toMicros - fromMicros), TimeUnit.MICROSECONDS);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public void onHandlerFailed() {
        failures.increment();
    }

    @Override
    public void onDeadLettered(DeadLetter.Cause cause) {
        deadLetters(cause).increment();
    }

    @Override
    public void onRedeliverySkipped() {
        redeliveries.increment();
    }

    @Override
    public void onFiltered() {
        filteredOut.increment();
    }
}
