package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ChangeConsumer;
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

/** Takes from a {@link PipelineMonitor}, again and again, and makes of it what is shown. Not thread-safe. */
final class FrameBuilder {

    static final int FRAMES_PER_SECOND = 4;
    /** Besides the even sample: of topics and operations that it may miss. */
    static final int MAX_FIRSTS = 6;
    /** Hops are told over so many seconds. */
    static final int HOP_WINDOW_SECONDS = 5;

    private static final int MAX_VALUE_LENGTH = 200;

    private final PipelineMonitor monitor;
    private final Clock clock;
    private final History history = new History();
    private final Deque<List<long[]>> recentHops = new ArrayDeque<>();
    private final List<List<long[]>> hopsThisSecond = new ArrayList<>();
    private final Deque<Long> recentTotals = new ArrayDeque<>();
    private final Deque<Integer> recentShown = new ArrayDeque<>();
    private int frames;
    private long totalAtLastSecond;
    private @Nullable Long lag;

    FrameBuilder(PipelineMonitor watch, Clock clock) {
        this.monitor = watch;
        this.clock = clock;
    }

    /** What has come since the last time; and, once a second, a second is over. */
    DashboardFrame nextFrame(List<UpstreamStatus.Fact> facts) {
        PipelineMonitor.Totals now = monitor.totals();
        Sample.Contents taken = monitor.drainSample(MAX_FIRSTS);
        List<ChangeView> changes = taken.shown().stream()
                .map(seen -> ChangeView.from(seen.received(), seen.change(), seen.handledMicros(), MAX_VALUE_LENGTH))
                .toList();
        appendBounded(recentHops, taken.hops(), HOP_WINDOW_SECONDS * FRAMES_PER_SECOND);
        appendBounded(recentShown, changes.size(), FRAMES_PER_SECOND);
        appendBounded(recentTotals, now.changes(), FRAMES_PER_SECOND + 1);
        hopsThisSecond.add(taken.hops());
        if (++frames % FRAMES_PER_SECOND == 0) {
            completeSecond(now.changes());
        }
        ChangeConsumer consumer = monitor.consumer();
        Health health = consumer == null ? null : consumer.health();
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

    /** Whether with the last tick a second was over. */
    boolean isSecondComplete() {
        return frames % FRAMES_PER_SECOND == 0;
    }

    /** The last minutes. */
    List<History.Second> history() {
        return history.toList();
    }

    private void completeSecond(long total) {
        ChangeConsumer consumer = monitor.consumer();
        OptionalLong records = consumer == null ? OptionalLong.empty() : consumer.lag();
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
        Map<String, Long> named = new LinkedHashMap<>();
        totals.operations().forEach((operation, count) -> {
            if (count > 0) {
                named.put(operation.name().toLowerCase(Locale.ROOT), count);
            }
        });
        return named;
    }

    private static Map<String, Long> countByTopic(PipelineMonitor.Totals totals) {
        Map<String, Long> named = new LinkedHashMap<>();
        totals.topics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(topic -> named.put(Escapes.escape(topic.getKey()), topic.getValue()));
        return named;
    }

    private double currentSeconds() {
        return clock.millis() / 1e3;
    }

    private static @Nullable String escape(@Nullable String text) {
        return text == null ? null : Escapes.escape(text);
    }

    private static <T> void appendBounded(Deque<T> values, T value, int most) {
        if (values.size() == most) {
            values.removeFirst();
        }
        values.addLast(value);
    }
}
