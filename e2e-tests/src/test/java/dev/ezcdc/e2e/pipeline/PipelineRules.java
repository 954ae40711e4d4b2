package dev.ezcdc.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.instruments.ledger.ChangeLedger;
import dev.ezcdc.instruments.ledger.EphemeralConsumerGroup;
import dev.ezcdc.instruments.ledger.LedgerListener;
import dev.ezcdc.instruments.ledger.LedgerSummary;
import dev.ezcdc.instruments.ledger.VerifiedRun;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadPlan;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The rules for any form of the stack: single events, a burst, latency, and restarts during a load. */
abstract class PipelineRules extends EventRules {

    /** Returns the name of the stack's form, for reports. */
    abstract String form();

    @Test
    @Order(3)
    void burstArrivesInOrderAndRebuildsTheTable() throws Exception {
        long seed = randomSeed("burst");
        LoadOptions burst =
                loadOptions(Burst.parse("5000x1")).batchSize(20).seed(seed).build();

        VerifiedRun.Result result = run(burst);

        LedgerSummary ledger = result.ledger();
        assertThat(result.load().errors()).isZero();
        assertThat(ledger.matched()).isEqualTo(5_000);
        assertThat(ledger.lost()).isZero();
        assertThat(ledger.mismatched()).isZero();
        assertThat(ledger.duplicated()).isZero();
        assertThat(ledger.unknown()).isZero();
        assertThat(ledger.updated()).isPositive();
        assertThat(ledger.deleted()).isPositive();
        assertReplicaEqualsTable();
    }

    /** Rebuilds the table from all of its events, including truncates and changed keys, and compares the two. */
    void assertReplicaEqualsTable() throws Exception {
        try (TopicTap tap = openTap(TOPIC);
                Connection connection = connect()) {
            Map<Long, List<@Nullable Object>> table = TableReplica.readTable(connection, "customers");
            Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
                TableReplica replica = new TableReplica();
                tap.received().forEach(replica::apply);
                assertThat(replica.rows()).isEqualTo(table);
            });
            assertThat(table).isNotEmpty();
        }
    }

    @Test
    @Order(4)
    void latencyIsMeasuredFromTheScheduledTime() throws Exception {
        LoadOptions steady = loadOptions(new SteadyRate(200, Duration.ofSeconds(2)))
                .seed(randomSeed("latency"))
                .mix(OperationMix.parse("insert=1"))
                .build();

        VerifiedRun.Result result = run(steady);

        LedgerSummary ledger = result.ledger();
        assertThat(ledger.matched()).isEqualTo(400);
        assertThat(ledger.latency().getTotalCount()).isEqualTo(400);
        Path report = Path.of("target", "latency-" + form() + ".json");
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("rows_per_s", 200)
                .put("count", ledger.latency().getTotalCount())
                .put("lost", ledger.lost())
                .put("duplicated", ledger.duplicated())
                .put("p50_us", ledger.latencyMicros(50))
                .put("p99_us", ledger.latencyMicros(99))
                .put("max_us", ledger.maxLatencyMicros());
        Files.writeString(report, json + "\n");
        System.out.println("insert to consume, " + form() + ": " + json + " in " + report);
    }

    @Test
    @Order(8)
    void restartOfConnectorAndConsumerLosesNothing() throws Exception {
        assertNothingLostDuring(() -> restartConnector("customer-cdc"));
    }

    /** Restarts a connector with its tasks through the REST interface of Kafka Connect. */
    private void restartConnector(String connector) {
        new ConnectClient(endpoints().connectUrl()).restart(connector);
    }

    /** Writes at a steady rate, stops the consumer, disturbs the stack, and continues with a second consumer. */
    void assertNothingLostDuring(Runnable disturbance) throws Exception {
        ChangeLedger ledger = new ChangeLedger();
        LoadOptions steady = loadOptions(new SteadyRate(200, null))
                .seed(randomSeed("disturbed load"))
                .build();
        LoadGenerator generator =
                new LoadGenerator(steady, new LedgerListener(ledger, line -> System.out.println("load: " + line)));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (EphemeralConsumerGroup group = EphemeralConsumerGroup.createAtEnd(endpoints(), TOPIC)) {
            Future<LoadSummary> load = threads.submit(generator::run);
            try (ChangeConsumer first = consumer(group, ledger)) {
                Future<?> running = threads.submit(first::run);
                awaitMatched(ledger, 300);
                first.stop();
                running.get();
            }
            disturbance.run();
            try (ChangeConsumer second = consumer(group, ledger)) {
                Future<?> running = threads.submit(second::run);
                awaitMatched(ledger, ledger.summary().matched() + 300);
                generator.cancel();
                assertThat(load.get().errors()).isZero();
                Awaitility.await().atMost(TIMEOUT).until(() -> ledger.outstandingCount() == 0);
                second.stop();
                running.get();
            }
        } finally {
            generator.cancel();
            threads.shutdownNow();
        }
        LedgerSummary summary = ledger.summary();
        System.out.println(
                "after the disturbance: " + summary.matched() + " changes, " + summary.duplicated() + " redelivered");
        assertThat(summary.lost()).isZero();
        assertThat(summary.mismatched()).isZero();
        assertThat(summary.unknown()).isZero();
    }

    private static void awaitMatched(ChangeLedger ledger, long count) {
        Awaitility.await().atMost(TIMEOUT).until(() -> ledger.summary().matched() >= count);
    }

    private ChangeConsumer consumer(EphemeralConsumerGroup group, ChangeLedger ledger) {
        return ChangeConsumer.builder(endpoints().bootstrapServers(), Topics.named(group.topic()), group.name())
                .handler(received -> {
                    if (received.record() instanceof ChangeEvent event) {
                        ledger.addEvent(event, System.nanoTime());
                    }
                })
                .build();
    }

    VerifiedRun.Result run(LoadOptions load) throws Exception {
        return new VerifiedRun(endpoints(), TOPIC, received -> {}, line -> System.out.println("run: " + line))
                .run(load);
    }

    LoadOptions.Builder loadOptions(LoadPlan plan) {
        return LoadOptions.builder(
                endpoints().jdbcUrl(), endpoints().user(), endpoints().password(), plan);
    }

    static long randomSeed(String purpose) {
        long seed = new Random().nextInt(Integer.MAX_VALUE);
        System.out.println("seed of the " + purpose + ": " + seed);
        return seed;
    }
}
