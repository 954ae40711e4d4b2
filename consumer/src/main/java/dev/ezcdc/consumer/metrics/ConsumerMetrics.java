package dev.ezcdc.consumer.metrics;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records a consumer's activity as meters whose names begin with {@code ezcdc.consumer}, and binds the metrics of Kafka's
 * client, lag included. Pass it to the consumer as a listener. Thread-safe.
 */
public final class ConsumerMetrics implements ConsumerListener {

    /** From 0.25 ms to 60 s; each bound is 1.3 to 3 times the previous one. */
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
    private final Counter lostRecords;
    private final Timer commitToDebezium;
    private final Timer debeziumToKafka;
    private final Timer kafkaToPoll;
    private final Timer pollToHandled;
    private final Timer commitToHandled;
    private final AtomicReference<@Nullable ConsumerStatus> status = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> lastHeartbeat = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> lastCommit = new AtomicReference<>();

    /**
     * Registers all meters, so that each exists before its first event.
     *
     * @param registry receives the meters; the caller closes it
     */
    public ConsumerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.records = Arrays.stream(RecordTag.values())
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), kind -> Counter.builder("ezcdc.consumer.records")
                                .description("Records handled, by operation or kind")
                                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                                .register(registry)));
        this.failures = registerCounter("ezcdc.consumer.handler.failures", "Failed attempts of the handler");
        this.redeliveries =
                registerCounter("ezcdc.consumer.redeliveries", "Changes skipped because they were redelivered");
        this.filteredOut = registerCounter(
                "ezcdc.consumer.filtered.out", "Records skipped by the filter, and records of a worker");
        this.lostRecords =
                registerCounter("ezcdc.consumer.lost.records", "Records that Kafka deleted before they were read");
        this.commitToDebezium = registerTimer("commit_to_debezium");
        this.debeziumToKafka = registerTimer("debezium_to_kafka");
        this.kafkaToPoll = registerTimer("kafka_to_poll");
        this.pollToHandled = registerTimer("poll_to_handled");
        this.commitToHandled = registerTimer("commit_to_handled");
        for (DeadLetter.Cause cause : DeadLetter.Cause.values()) {
            deadLetterCounter(cause);
        }
        Gauge.builder("ezcdc.consumer.running", status, ConsumerMetrics::isRunning)
                .description("Whether the consumer reads records: 0 while it waits for Kafka, and at its end")
                .register(registry);
        Gauge.builder("ezcdc.consumer.lag.records", status, ConsumerMetrics::readLag)
                .description("Records still to be read, at the last poll of each partition; NaN before the first")
                .register(registry);
        registerTimestamp("ezcdc.consumer.last.heartbeat.timestamp", "last heartbeat handled", lastHeartbeat);
        registerTimestamp("ezcdc.consumer.last.commit.timestamp", "commit of the last change handled", lastCommit);
    }

    private void registerTimestamp(String name, String what, AtomicReference<@Nullable Instant> instant) {
        TimeGauge.builder(name, instant, TimeUnit.SECONDS, ConsumerMetrics::toEpochSeconds)
                .description("Unix time of the " + what + "; NaN before the first")
                .register(registry);
    }

    private static double isRunning(AtomicReference<@Nullable ConsumerStatus> status) {
        ConsumerStatus current = status.get();
        return current != null && current.health().isUp() ? 1 : 0;
    }

    private static double readLag(AtomicReference<@Nullable ConsumerStatus> status) {
        ConsumerStatus current = status.get();
        OptionalLong lag = current == null ? OptionalLong.empty() : current.lag();
        return lag.isPresent() ? lag.getAsLong() : Double.NaN;
    }

    private static double toEpochSeconds(AtomicReference<@Nullable Instant> instant) {
        Instant current = instant.get();
        return current == null ? Double.NaN : toMicros(current) / 1e6;
    }

    @Override
    public void onStart(ConsumerStatus started) {
        status.set(started);
    }

    private Counter registerCounter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer registerTimer(String hop) {
        return Timer.builder("ezcdc.consumer.latency")
                .description("Latency of a change per hop, measured with the clocks of the hop's two ends")
                .tag("hop", hop)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter deadLetterCounter(DeadLetter.Cause cause) {
        return Counter.builder("ezcdc.consumer.dead.letters")
                .description("Records dead-lettered because they could not be decoded or handled")
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
        Counter counter = records.get(RecordTag.from(record));
        if (counter != null) {
            counter.increment();
        }
        if (record instanceof ChangeEvent change && change.op() != Operation.MESSAGE) {
            recordLatencies(received, change);
        } else if (record instanceof Heartbeat heartbeat) {
            lastHeartbeat.set(heartbeat.timestamp());
        }
    }

    private void recordLatencies(ConsumedRecord received, ChangeEvent change) {
        long handledNanos = System.nanoTime() - received.polledAtNanos();
        pollToHandled.record(handledNanos, TimeUnit.NANOSECONDS);
        long kafkaMicros = received.kafkaTimestampMillis() * 1000;
        recordSpan(kafkaToPoll, kafkaMicros, received.polledAtMicros());
        Instant debezium = change.timestamp();
        if (debezium != null) {
            recordSpan(debeziumToKafka, toMicros(debezium), kafkaMicros);
        }
        if (change.source().snapshot() == Snapshot.FALSE) {
            lastCommit.set(change.source().timestamp());
            long commitMicros = toMicros(change.source().timestamp());
            if (debezium != null) {
                recordSpan(commitToDebezium, commitMicros, toMicros(debezium));
            }
            recordSpan(commitToHandled, commitMicros, received.polledAtMicros() + handledNanos / 1000);
        }
    }

    /** Records a duration; a negative one, caused by clocks that disagree, counts as zero. */
    private static void recordSpan(Timer timer, long fromMicros, long toMicros) {
        timer.record(Math.max(0, toMicros - fromMicros), TimeUnit.MICROSECONDS);
    }

    private static long toMicros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public void onHandlerFailed() {
        failures.increment();
    }

    @Override
    public void onDeadLettered(DeadLetter.Cause cause) {
        deadLetterCounter(cause).increment();
    }

    @Override
    public void onRedeliverySkipped() {
        redeliveries.increment();
    }

    @Override
    public void onRecordsLost(TopicPartition partition, long fromOffset, long toOffset) {
        lostRecords.increment(toOffset - fromOffset);
    }

    @Override
    public void onFiltered() {
        filteredOut.increment();
    }
}
