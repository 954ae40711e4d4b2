package dev.ezcdc.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StackExporterTest {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private final BlockingQueue<String> progress = new LinkedBlockingQueue<>();

    /** A source with one value, which fails while {@code failure} is set and counts its reads. */
    private static final class TestSource implements MetricSource {

        private final String name;
        private volatile String failure = "";
        private final CountDownLatch twoReads = new CountDownLatch(2);
        private volatile boolean closed;

        TestSource(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Gauge> read() throws IOException {
            twoReads.countDown();
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
            return List.of(new Gauge(Metric.SLOT_LAG, Map.of("slot", name), 7));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Returns the values by metric and value of the only label. */
    private static Map<String, Double> collect(StackExporter exporter) {
        return exporter.collect().stream()
                .flatMap(metric -> ((GaugeSnapshot) metric)
                        .getDataPoints().stream()
                                .map(point -> Map.entry(
                                        metric.getMetadata().getName() + " " + labels(point), point.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String labels(GaugeDataPointSnapshot point) {
        return point.getLabels().stream().map(label -> label.getValue()).collect(Collectors.joining(","));
    }

    private String nextProgress() throws InterruptedException {
        return String.valueOf(progress.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void failingSourceIsReportedOnceAndLosesItsValuesAlone() throws Exception {
        TestSource good = new TestSource("good");
        TestSource bad = new TestSource("bad");
        try (StackExporter exporter = new StackExporter(List.of(good, bad), INTERVAL, progress::add)) {
            assertThat(good.twoReads.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(bad.twoReads.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(collect(exporter))
                    .containsOnly(
                            Map.entry("ezcdc_source_up good", 1.0),
                            Map.entry("ezcdc_source_up bad", 1.0),
                            Map.entry("ezcdc_slot_lag_bytes good", 7.0),
                            Map.entry("ezcdc_slot_lag_bytes bad", 7.0));
            assertThat(exporter.describeFailure()).isNull();

            bad.failure = "connection refused";

            assertThat(nextProgress()).isEqualTo("cannot read bad: connection refused");
            assertThat(collect(exporter))
                    .containsOnly(
                            Map.entry("ezcdc_source_up good", 1.0),
                            Map.entry("ezcdc_source_up bad", 0.0),
                            Map.entry("ezcdc_slot_lag_bytes good", 7.0));
            assertThat(exporter.describeFailure()).isEqualTo("bad: connection refused");

            bad.failure = "";

            assertThat(nextProgress()).isEqualTo("reading bad again");
            assertThat(collect(exporter)).containsEntry("ezcdc_slot_lag_bytes bad", 7.0);
        }
        assertThat(Arrays.asList(good, bad)).allMatch(source -> source.closed);
    }

    @Test
    void sourceThatHasNotAnsweredYetIsDown() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        MetricSource hanging = new MetricSource() {
            @Override
            public String name() {
                return "hanging";
            }

            @Override
            public List<Gauge> read() throws InterruptedException {
                release.await();
                return List.of();
            }
        };
        try (StackExporter exporter = new StackExporter(List.of(hanging), INTERVAL, progress::add)) {
            assertThat(collect(exporter)).containsOnly(Map.entry("ezcdc_source_up hanging", 0.0));
            assertThat(exporter.describeFailure()).isEqualTo("hanging: no response");
        }
    }
}
