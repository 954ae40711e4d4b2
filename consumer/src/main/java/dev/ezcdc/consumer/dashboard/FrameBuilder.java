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

/** Takes from a {@link PipelineMonitor}, again and again, and makes of it what is shown. Not thread-safe. */
final class FrameBuilder {

    static final int TICKS_PER_SECOND = 4;
    /** Besides the even sample: of topics and operations that it may miss. */
    static final int MOST_FIRSTS = 6;
    /** Hops are told over so many seconds. */
    static final int HOP_SECONDS = 5;

    private static final int LONGEST_VALUE = 200;

    private final PipelineMonitor watch;
    private final Clock clock;
    private final History history = new History();
    private final Deque<List<long[]>> recent = new ArrayDeque<>();
    private final List<List<long[]>> thisSecond = new ArrayList<>();
    private final Deque<Long> totals = new ArrayDeque<>();
    private final Deque<Integer> shown = new ArrayDeque<>();
    private int ticks;
    private long totalAtSecond;
    private @Nullable Long lag;

    FrameBuilder(PipelineMonitor watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /** What has come since the last time; and, once a second, a second is over. */
    DashboardFrame tick(List<UpstreamStatus.Fact> facts) {
        PipelineMonitor.Totals now = watch.totals();
        Sample.Taken taken = watch.take(MOST_FIRSTS);
        List<ChangeView> changes = taken.shown().stream()
                .map(seen -> ChangeView.of(seen.received(), seen.change(), seen.handledMicros(), LONGEST_VALUE))
                .toList();
        keep(recent, taken.hops(), HOP_SECONDS * TICKS_PER_SECOND);
        keep(shown, changes.size(), TICKS_PER_SECOND);
        keep(totals, now.changes(), TICKS_PER_SECOND + 1);
        thisSecond.add(taken.hops());
        if (++ticks % TICKS_PER_SECOND == 0) {
            second(now.changes());
        }
        ConsumerStatus status = watch.status();
        Health health = status == null ? null : status.health();
        return new DashboardFrame(
                seconds(),
                health == null ? "starting" : health.state().name().toLowerCase(Locale.ROOT),
                health == null ? null : escaped(health.detail()),
                escaped(watch.notice()),
                now.changes(),
                now.changes() - totals.getFirst(),
                shown.stream().mapToInt(Integer::intValue).sum(),
                lag,
                operations(now),
                topics(now),
                now.otherRecords(),
                now.handlerFailures(),
                now.deadLetters(),
                now.redeliveries(),
                now.filteredOut(),
                hops(),
                facts,
                changes);
    }

    /** Whether with the last tick a second was over. */
    boolean secondIsOver() {
        return ticks % TICKS_PER_SECOND == 0;
    }

    /** The last minutes. */
    List<History.Second> history() {
        return history.all();
    }

    private void second(long total) {
        ConsumerStatus status = watch.status();
        OptionalLong records = status == null ? OptionalLong.empty() : status.lag();
        lag = records.isPresent() ? records.getAsLong() : null;
        HopPercentiles latency = HopPercentiles.of(HopLatency.COMMIT_TO_HANDLED, thisSecond);
        history.add(new History.Second(
                seconds(),
                total - totalAtSecond,
                lag,
                latency == null ? null : latency.p50(),
                latency == null ? null : latency.p99(),
                latency == null ? null : latency.max()));
        totalAtSecond = total;
        thisSecond.clear();
    }

    private Map<String, @Nullable HopPercentiles> hops() {
        Map<String, @Nullable HopPercentiles> hops = new LinkedHashMap<>();
        for (HopLatency hop : HopLatency.values()) {
            hops.put(hop.name().toLowerCase(Locale.ROOT), HopPercentiles.of(hop, recent));
        }
        return hops;
    }

    private static Map<String, Long> operations(PipelineMonitor.Totals totals) {
        Map<String, Long> named = new LinkedHashMap<>();
        totals.operations().forEach((operation, count) -> {
            if (count > 0) {
                named.put(operation.name().toLowerCase(Locale.ROOT), count);
            }
        });
        return named;
    }

    private static Map<String, Long> topics(PipelineMonitor.Totals totals) {
        Map<String, Long> named = new LinkedHashMap<>();
        totals.topics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(topic -> named.put(Escapes.escape(topic.getKey()), topic.getValue()));
        return named;
    }

    private double seconds() {
        return clock.millis() / 1e3;
    }

    private static @Nullable String escaped(@Nullable String text) {
        return text == null ? null : Escapes.escape(text);
    }

    private static <T> void keep(Deque<T> values, T value, int most) {
        if (values.size() == most) {
            values.removeFirst();
        }
        values.addLast(value);
    }
}
