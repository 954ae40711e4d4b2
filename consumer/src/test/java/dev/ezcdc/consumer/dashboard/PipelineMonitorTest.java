package dev.ezcdc.consumer.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineMonitorTest {

    private final Feed feed = new Feed();
    private final PipelineMonitor monitor = new PipelineMonitor();
    private final FrameBuilder frameBuilder = new FrameBuilder(monitor, Clock.systemUTC());

    private ConsumedRecord create(String table, int id) {
        return feed.create(table, Samples.row("id", id));
    }

    @Test
    void countsChangesOfAllThreadsWithinABoundedSample() throws Exception {
        int threads = 4;
        int each = 50_000;
        ConsumedRecord record = create("customers", 1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<DashboardFrame> frames = new ArrayList<>();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> IntStream.range(0, each).forEach(n -> monitor.onHandled(record))));
            }
            while (running.stream().anyMatch(work -> !work.isDone())) {
                frames.add(frameBuilder.buildFrame(List.of()));
            }
            for (Future<?> work : running) {
                work.get();
            }
            frames.add(frameBuilder.buildFrame(List.of()));
        } finally {
            pool.shutdownNow();
        }

        DashboardFrame last = frames.get(frames.size() - 1);
        assertThat(last.total()).isEqualTo((long) threads * each);
        assertThat(last.operations()).containsEntry("create", (long) threads * each);
        assertThat(last.topics()).containsEntry("cdctest.public.customers", (long) threads * each);
        assertThat(frames).allSatisfy(frame -> assertThat(frame.changes())
                .hasSizeLessThanOrEqualTo(Sample.MAX_SHOWN + FrameBuilder.MAX_FIRSTS));
    }

    @Test
    void countsFlattenedRowsAsChangesAndLogicalMessagesAsOtherRecords() {
        monitor.onHandled(create("customers", 1));
        IntStream.range(0, 2).forEach(i -> monitor.onHandled(Samples.received(Samples.flattenedRow())));
        IntStream.range(0, 3).forEach(i -> monitor.onHandled(Samples.received(Samples.logicalMessage())));
        DashboardFrame frame = frameBuilder.buildFrame(List.of());
        assertThat(frame.total()).isEqualTo(3);
        assertThat(frame.otherRecords()).isEqualTo(3);
        assertThat(frame.operations())
                .containsOnly(Map.entry("create", 1L), Map.entry("flattened_row", 2L), Map.entry("message", 3L));
        assertThat(frame.topics()).containsOnly(Map.entry("cdctest.public.customers", 3L));
        assertThat(frameBuilder.history()).isEmpty();
    }

    @Test
    void showsAllChangesInOrderWhenFew() {
        for (int id = 1; id <= 5; id++) {
            monitor.onHandled(create("customers", id));
        }
        DashboardFrame frame = frameBuilder.buildFrame(List.of());
        assertThat(frame.changes())
                .extracting(change -> change.key())
                .containsExactly("id=1", "id=2", "id=3", "id=4", "id=5");
        assertThat(frameBuilder.buildFrame(List.of()).changes()).isEmpty();
    }

    @Test
    void showsRareChangesNextToFrequentOnes() {
        for (int id = 1; id <= 5_000; id++) {
            monitor.onHandled(create("orders", id));
        }
        monitor.onHandled(feed.delete("customers", Samples.row("id", 7)));
        for (int id = 1; id <= 5_000; id++) {
            monitor.onHandled(create("orders", id));
        }
        assertThat(frameBuilder.buildFrame(List.of()).changes()).anySatisfy(change -> {
            assertThat(change.table()).isEqualTo("public.customers");
            assertThat(change.operation()).isEqualTo("delete");
        });
    }

    @Test
    void samplesEveryChangeWithTheSameProbability() {
        int changes = 1_000;
        int rounds = 2_000;
        int[] shown = new int[4];
        Sample sample = new Sample();
        List<ConsumedRecord> records = IntStream.range(0, changes)
                .mapToObj(id -> create("customers", id))
                .toList();
        for (int round = 0; round < rounds; round++) {
            for (ConsumedRecord received : records) {
                sample.offer(received, (ChangeEvent) received.record());
            }
            Sample.Contents contents = sample.drain();
            assertThat(contents.hops()).hasSize(Sample.MAX_TIMED);
            for (SampledChange sampled : contents.shown()) {
                shown[(int) ((sampled.received().offset() - 1) * shown.length / changes)]++;
            }
        }
        // Each quarter gets 5,000 of 20,000 with a standard deviation of about 60; six times that never happens.
        assertThat(Arrays.stream(shown).boxed())
                .allSatisfy(quarter -> assertThat(quarter).isBetween(4_600, 5_400));
    }

    @Test
    void measuresHopsBetweenTheirTwoEnds() {
        monitor.onHandled(create("customers", 1));
        DashboardFrame frame = frameBuilder.buildFrame(List.of());
        assertThat(hop(frame, "commit_to_debezium").p50()).isBetween(3_000L, 5_000L);
        assertThat(hop(frame, "debezium_to_kafka").p50()).isBetween(0L, 4_000L);
        assertThat(hop(frame, "kafka_to_poll").p50()).isEqualTo(Feed.HOP_MICROS[2]);
        assertThat(hop(frame, "poll_to_handled").p50()).isNotNegative();
        assertThat(hop(frame, "commit_to_handled").p99()).isNull();
    }

    private static HopPercentiles hop(DashboardFrame frame, String name) {
        return Objects.requireNonNull(frame.hops().get(name));
    }

    @Test
    void completesASecondAfterFourFramesWithItsExactRate() {
        for (int frame = 0; frame < 2 * FrameBuilder.FRAMES_PER_SECOND; frame++) {
            IntStream.range(0, 100).forEach(id -> monitor.onHandled(create("customers", id)));
            frameBuilder.buildFrame(List.of());
        }
        assertThat(frameBuilder.history())
                .extracting(History.Second::changes)
                .containsExactly(100L * FrameBuilder.FRAMES_PER_SECOND, 100L * FrameBuilder.FRAMES_PER_SECOND);
        assertThat(monitor.totals().operations()).containsEntry(Operation.CREATE, 800L);
    }

    @Test
    void limitsTheNumberOfTopicsCountedSeparately() {
        for (int i = 0; i < 1_000; i++) {
            monitor.onHandled(create("t" + i, 1));
        }
        DashboardFrame frame = frameBuilder.buildFrame(List.of());
        assertThat(frame.total()).isEqualTo(1_000);
        assertThat(frame.topics()).hasSizeLessThanOrEqualTo(257);
    }
}
