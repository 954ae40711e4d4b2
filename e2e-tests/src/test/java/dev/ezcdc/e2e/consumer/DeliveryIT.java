package dev.ezcdc.e2e.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.e2e.support.TestBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The delivery guarantees of the consumer, on a real broker. */
@Tag("long")
class DeliveryIT extends BrokerTest {

    @Test
    void skipsRedeliveriesAfterRestart() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings = settings(topic, newGroup()).delivery(Delivery.DEDUPLICATED);
        sendCreates(topic, 0, 10);
        assertThat(consumeIdsUntil(settings, 9)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        sendCreates(topic, 4, 12); // the connector resumed at 4
        assertThat(consumeIdsUntil(settings, 11)).containsExactly(10, 11);
    }

    @Test
    void recordThatStoppedTheConsumerIsNotARedelivery() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings =
                settings(topic, newGroup()).delivery(Delivery.DEDUPLICATED).failurePolicy(FailurePolicy.stop());
        sendCreates(topic, 0, 6);
        List<Integer> handled = new CopyOnWriteArrayList<>();
        RunningConsumer running = start(settings, received -> {
            if (id(received) == 3) {
                throw new IllegalStateException("not now");
            }
            handled.add(id(received));
        });
        assertThat(catchThrowableOfType(
                        ExecutionException.class, () -> running.run().get(60, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(ConsumerException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(handled).containsExactly(0, 1, 2);
        assertThat(consumeIdsUntil(settings, 5)).containsExactly(3, 4, 5);
    }

    @Test
    void keysRunInParallelInTheirOrder() throws Exception {
        String topic = broker.newTopic(2);
        String group = newGroup();
        int keys = 20;
        int versions = 100;
        for (int version = 0; version < versions; version++) {
            for (int id = 0; id < keys; id++) {
                broker.sendAsync(topic, TestBroker.key(id), TestBroker.create(id, version, 1, 1));
            }
        }
        broker.flush();
        Map<Integer, List<Integer>> handled = new ConcurrentHashMap<>();
        AtomicInteger started = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(2);
        ChangeConsumer.Builder settings = settings(topic, group).threads(4);
        try (RunningConsumer running = start(settings, received -> {
            if (started.incrementAndGet() <= 2) {
                together.countDown(); // two handlers wait for each other: one thread would block
                assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            }
            handled.computeIfAbsent(id(received), id -> new CopyOnWriteArrayList<>())
                    .add(version(received));
        })) {
            await(() -> running.run().isDone()
                    || handled.values().stream().mapToInt(List::size).sum() == keys * versions);
        }
        assertThat(handled).hasSize(keys);
        assertThat(handled.values()).allSatisfy(order -> assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, versions).boxed().toList()));
        assertThat(broker.committedOffset(group, topic, 0) + broker.committedOffset(group, topic, 1))
                .isEqualTo(keys * versions);
    }

    @Test
    void parallelKeysCommitOnlyFinishedRecords() throws Exception {
        String topic = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 50);
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        ChangeConsumer.Builder settings = settings(topic, group).threads(4).failurePolicy(FailurePolicy.stop());
        RunningConsumer running = start(settings, received -> {
            if (id(received) == 20) {
                throw new IllegalStateException("not this one");
            }
            handled.add(id(received));
        });
        assertThat(catchThrowable(() -> running.run().get(60, TimeUnit.SECONDS)))
                .hasRootCauseMessage("not this one");
        long committed = broker.committedOffset(group, topic, 0);
        assertThat(committed).isBetween(-1L, 20L);
        assertThat(handled)
                .containsAll(
                        IntStream.range(0, (int) Math.max(committed, 0)).boxed().toList());
    }

    @Test
    void rebalancesLoseNothing() throws Exception {
        String topic = broker.newTopic(4);
        String group = newGroup();
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        Map<Integer, Integer> failures = new ConcurrentHashMap<>();
        ChangeHandler handler = received -> {
            // Some records fail once, so that partitions are reassigned while others wait for their next attempt.
            if (id(received) % 97 == 0 && failures.merge(id(received), 1, Integer::sum) == 1) {
                throw new IllegalStateException("once");
            }
            handled.add(id(received));
        };
        FailurePolicy retry = FailurePolicy.retryThenDeadLetter(5, Duration.ofMillis(300), Duration.ofMillis(300));
        ChangeConsumer.Builder one = settings(topic, group).failurePolicy(retry);
        ChangeConsumer.Builder several = settings(topic, group).threads(3).failurePolicy(retry);
        int count = 2000;
        Future<?> writing = threads.submit(() -> {
            for (int i = 0; i < count; i += 10) {
                sendCreates(topic, i, i + 10);
            }
        });
        try (RunningConsumer first = start(one, handler)) {
            for (int i = 0; i < 3; i++) {
                int target = Math.min(count, handled.size() + 200);
                try (RunningConsumer second = start(i % 2 == 0 ? several : one, handler)) {
                    await(() -> handled.size() >= target);
                }
            }
            writing.get(60, TimeUnit.SECONDS);
            await(() -> handled.size() == count);
        }
    }

    @Test
    void slowHandlerGetsEachRecordOnceWithoutARebalance() throws Exception {
        String topic = broker.newTopic(1);
        sendCreates(topic, 0, 600);
        List<Integer> handled = new CopyOnWriteArrayList<>();
        RebalanceCounter rebalances = new RebalanceCounter();
        ChangeConsumer.Builder settings = settings(topic, newGroup())
                .clientProperties(Map.of("max.poll.interval.ms", "5000"))
                .listener(rebalances);
        try (RunningConsumer running = start(settings, received -> {
            // The records together, and one of them alone, take longer than max.poll.interval.ms.
            long millis = id(received) == 300 ? 8_000 : 20;
            Waits.sleepFor(millis);
            handled.add(id(received));
        })) {
            await(() -> running.run().isDone() || handled.size() >= 600);
            assertThat(rebalances.count())
                    .as("rebalances, the first one included")
                    .isEqualTo(1);
        }
        assertThat(handled)
                .containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
    }

    /** Reads the number of rebalances from the client's metrics. */
    private static final class RebalanceCounter implements ConsumerListener {

        private volatile Supplier<Map<MetricName, ? extends Metric>> metrics = Map::of;

        @Override
        public AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
            metrics = clientMetrics;
            return () -> {};
        }

        double count() {
            return metrics.get().values().stream()
                    .filter(metric -> metric.metricName().name().equals("rebalance-total"))
                    .mapToDouble(metric -> (Double) metric.metricValue())
                    .sum();
        }
    }

    @Test
    void recordsOfAbortedTransactionsAreNotDelivered() throws Exception {
        String topic = broker.newTopic(1);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", newGroup()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int id = 0; id < 3; id++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(
                        topic,
                        TestBroker.key(id).getBytes(UTF_8),
                        TestBroker.create(id, 0, 1, 1).getBytes(UTF_8)));
                if (id == 1) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        assertThat(consumeIdsUntil(settings(topic, newGroup()), 2)).containsExactly(0, 2);
    }

    @Test
    void startsAtTheConfiguredPosition() throws Exception {
        String topic = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 3);
        assertThat(consumeIdsUntil(settings(topic, group), 2)).containsExactly(0, 1, 2);
        Instant betweenBatches = Instant.now();
        await(() -> Instant.now().toEpochMilli() > betweenBatches.toEpochMilli());
        sendCreates(topic, 3, 6);

        assertThat(consumeIdsUntil(settings(topic, group).startFrom(StartFrom.BEGINNING), 5))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(consumeIdsUntil(
                        settings(topic, group).startFrom(StartFrom.timestamp(betweenBatches.plusMillis(1))), 5))
                .containsExactly(3, 4, 5);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(new TopicPartition(topic, 0), 4L);
        assertThat(consumeIdsUntil(settings(topic, group).startFrom(StartFrom.offsets(offsets)), 5))
                .containsExactly(4, 5);

        sendCreates(topic, 6, 7);
        List<Integer> fromEnd = new CopyOnWriteArrayList<>();
        try (RunningConsumer running =
                start(settings(topic, group).startFrom(StartFrom.END), received -> fromEnd.add(id(received)))) {
            await(() -> broker.committedOffset(group, topic, 0) == 7);
            sendCreates(topic, 7, 8);
            await(() -> fromEnd.contains(7));
        }
        assertThat(fromEnd).containsExactly(7);
    }
}
