package dev.ezcdc.cli.exporter;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all sources at an interval, each on its own thread, and collects the last values for Prometheus. A source that
 * hangs therefore delays neither a scrape nor another source. Thread-safe.
 */
public final class StackExporter implements MultiCollector, AutoCloseable {

    /** A source that has not been read for so long is down, at any interval. */
    private static final Duration MIN_STALENESS = Duration.ofSeconds(20);

    private final List<MetricSource> sources;
    private final Consumer<String> progress;
    private final long staleNanos;
    private final ScheduledExecutorService threads;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    /** @param failure the reason why the source could not be read, or null */
    private record Reading(
            List<Gauge> gauges, long nanoTime, @Nullable String failure) {}

    /**
     * Starts to read.
     *
     * @param sources read until {@link #close}, which closes them
     * @param progress receives a line when a source becomes unavailable or available again
     */
    public StackExporter(List<MetricSource> sources, Duration interval, Consumer<String> progress) {
        this.sources = List.copyOf(sources);
        this.progress = progress;
        this.staleNanos =
                Math.max(MIN_STALENESS.toNanos(), interval.multipliedBy(4).toNanos());
        this.threads = Executors.newScheduledThreadPool(sources.size(), work -> {
            Thread thread = new Thread(work, "ezcdc-exporter");
            thread.setDaemon(true);
            return thread;
        });
        for (MetricSource source : this.sources) {
            threads.scheduleWithFixedDelay(() -> read(source), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void read(MetricSource source) {
        List<Gauge> gauges = List.of();
        String failure = null;
        try {
            gauges = source.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            failure = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
        }
        Reading last = readings.put(source.name(), new Reading(gauges, System.nanoTime(), failure));
        boolean wasUp = last == null || last.failure() == null;
        if (failure != null && wasUp) {
            progress.accept("cannot read " + source.name() + ": " + failure);
        } else if (failure == null && !wasUp) {
            progress.accept("reading " + source.name() + " again");
        }
    }

    /** Returns why sources are down, or null if all are up. */
    public @Nullable String describeFailure() {
        List<String> failures = new ArrayList<>();
        for (MetricSource source : sources) {
            Reading reading = readings.get(source.name());
            if (!isUp(reading)) {
                failures.add(source.name() + ": "
                        + (reading == null || reading.failure() == null ? "no response" : reading.failure()));
            }
        }
        return failures.isEmpty() ? null : String.join("; ", failures);
    }

    private boolean isUp(@Nullable Reading reading) {
        return reading != null && reading.failure() == null && System.nanoTime() - reading.nanoTime() < staleNanos;
    }

    @Override
    public MetricSnapshots collect() {
        Map<Metric, GaugeSnapshot.Builder> metrics = new EnumMap<>(Metric.class);
        for (MetricSource source : sources) {
            Reading reading = readings.get(source.name());
            boolean up = isUp(reading);
            add(metrics, Gauge.of(Metric.SOURCE_UP, Map.of("source", source.name()), up));
            if (reading != null && up) {
                reading.gauges().forEach(gauge -> add(metrics, gauge));
            }
        }
        return new MetricSnapshots(metrics.values().stream()
                .map(GaugeSnapshot.Builder::build)
                .map(MetricSnapshot.class::cast)
                .toList());
    }

    private static void add(Map<Metric, GaugeSnapshot.Builder> metrics, Gauge gauge) {
        List<String> names = List.copyOf(gauge.labels().keySet());
        Labels labels = Labels.of(names, names.stream().map(gauge.labels()::get).toList());
        metrics.computeIfAbsent(
                        gauge.metric(),
                        metric -> GaugeSnapshot.builder().name(metric.text()).help(metric.help()))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(gauge.value())
                        .build());
    }

    /** Stops reading and closes the sources. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sources.forEach(MetricSource::close);
    }
}
