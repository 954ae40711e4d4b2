package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumerStatus;
import dev.ezcdc.consumer.Health;
import dev.ezcdc.consumer.format.ChangeView;
import dev.ezcdc.consumer.redact.Escapes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds the frames that browsers show from the counters and samples of a {@link PipelineMonitor}. Not thread-safe. */
final class FrameBuilder {

    static final int FRAMES_PER_SECOND = 4;
    /** The maximum number of changes added to the even sample because their topic and operation may be rare. */
    static final int MAX_FIRSTS = 6;
    /** The period over which hop latencies are summarized. */
    static final int HOP_WINDOW_SECONDS = 5;

    private static final int MAX_VALUE_LENGTH = 200;

    private final PipelineMonitor monitor;
    private final Clock clock;
    private final History history = new History();
    private final Deque<List<long[]>> recentHops = new ArrayDeque<>();
    private final List<List<long[]>> hopsThisSecond = new ArrayList<>();
    private final Deque<Long> recentTotals = new ArrayDeque<>();
    private final Deque<Integer> recentShown = new ArrayDeque<>();
    private int frameCount;
    private long totalAtLastSecond;
    private @Nullable Long lag;

    FrameBuilder(PipelineMonitor monitor, Clock clock) {
        this.monitor = monitor;
        this.clock = clock;
    }

    /** Builds a frame from the changes since the last one. Every fourth frame completes a second of the history. */
    DashboardFrame buildFrame(List<UpstreamStatus.Fact> facts) {
        PipelineMonitor.Totals now = monitor.totals();
        Sample.Contents sample = monitor.drainSample(MAX_FIRSTS);
        List<ChangeView> changes = sample.shown().stream()
                .map(sampled -> ChangeView.from(
                        sampled.received(), sampled.change(), sampled.handledMicros(), MAX_VALUE_LENGTH))
                .toList();
        appendBounded(recentHops, sample.hops(), HOP_WINDOW_SECONDS * FRAMES_PER_SECOND);
        appendBounded(recentShown, changes.size(), FRAMES_PER_SECOND);
        appendBounded(recentTotals, now.changes(), FRAMES_PER_SECOND + 1);
        hopsThisSecond.add(sample.hops());
        if (++frameCount % FRAMES_PER_SECOND == 0) {
            completeSecond(now.changes());
        }
        ConsumerStatus status = monitor.status();
        Health health = status == null ? null : status.health();
        return new DashboardFrame(
                currentSeconds(),
                health == null ? "starting" : health.state().name().toLowerCase(Locale.ROOT),
                health == null ? null : escape(health.detail()),
                escape(monitor.notice()),
                now.changes(),
                now.changes() - recentTotals.getFirst(),
                recentShown.stream().mapToInt(Integer::intValue).sum(),
                lag,
                countByOperation(now),
                countByTopic(now),
                now.otherRecords(),
                now.handlerFailures(),
                now.deadLetters(),
                now.redeliveries(),
                now.filteredOut(),
                summarizeHops(),
                facts,
                changes);
    }

    /** Returns whether the last frame completed a second. */
    boolean isSecondComplete() {
        return frameCount % FRAMES_PER_SECOND == 0;
    }

    /** Returns the last minutes, oldest second first. */
    List<History.Second> history() {
        return history.toList();
    }

    private void completeSecond(long total) {
        ConsumerStatus status = monitor.status();
        OptionalLong records = status == null ? OptionalLong.empty() : status.lag();
        lag = records.isPresent() ? records.getAsLong() : null;
        HopPercentiles latency = HopPercentiles.of(HopLatency.COMMIT_TO_HANDLED, hopsThisSecond);
        history.add(new History.Second(
                currentSeconds(),
                total - totalAtLastSecond,
                lag,
                latency == null ? null : latency.p50(),
                latency == null ? null : latency.p99(),
                latency == null ? null : latency.max()));
        totalAtLastSecond = total;
        hopsThisSecond.clear();
    }

    private Map<String, @Nullable HopPercentiles> summarizeHops() {
        Map<String, @Nullable HopPercentiles> hops = new LinkedHashMap<>();
        for (HopLatency hop : HopLatency.values()) {
            hops.put(hop.name().toLowerCase(Locale.ROOT), HopPercentiles.of(hop, recentHops));
        }
        return hops;
    }

    private static Map<String, Long> countByOperation(PipelineMonitor.Totals totals) {
        Map<String, Long> counts = new LinkedHashMap<>();
        totals.operations().forEach((operation, count) -> {
            if (count > 0) {
                counts.put(operation.name().toLowerCase(Locale.ROOT), count);
            }
        });
        if (totals.flattenedRows() > 0) {
            counts.put("flattened_row", totals.flattenedRows());
        }
        return counts;
    }

    private static Map<String, Long> countByTopic(PipelineMonitor.Totals totals) {
        Map<String, Long> counts = new LinkedHashMap<>();
        totals.topics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(topic -> counts.put(Escapes.escape(topic.getKey()), topic.getValue()));
        return counts;
    }

    private double currentSeconds() {
        return clock.millis() / 1e3;
    }

    private static @Nullable String escape(@Nullable String text) {
        return text == null ? null : Escapes.escape(text);
    }

    private static <T> void appendBounded(Deque<T> values, T value, int maxSize) {
        if (values.size() == maxSize) {
            values.removeFirst();
        }
        values.addLast(value);
    }
}
