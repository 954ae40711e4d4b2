package dev.ezcdc.instruments.latency.hop;

import dev.ezcdc.instruments.latency.record.Arrivals.Arrival;
import dev.ezcdc.instruments.latency.record.Arrivals;
import dev.ezcdc.instruments.latency.record.Recorder;
import dev.ezcdc.loadgen.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one phase came to.
 *
 * @param sent committed rows
 * @param notWritten rows that were due and not sent, or not committed for certain
 * @param lost committed rows without an event
 * @param duplicated events of rows that had one already
 * @param total from when a row was due to its decoded event
 * @param hops the stretches of that way
 * @param returned from sent to the INSERT's own return: a side branch, which the event may overtake
 * @param budgetMicros what a typical change's time is made of: each hop's mean over the tenth of all changes around the
 *     median, so that they add up to the median
 * @param slowestMicros the same of the slowest hundredth of all changes
 * @param kafkaMicros mean from Debezium's timestamp to Kafka's, which has whole milliseconds and is good for a mean only
 * @param series each row's latency when it was due
 * @param backwards how many changes were later at an earlier point of their way than at the next one, beyond the clocks'
 *     uncertainty
 * @param elapsedNanos from the first row's due time to the last one's decoded event
 */
public record PhaseResult(
        long sent,
        long notWritten,
        long lost,
        long duplicated,
        Distribution total,
        Map<Hop, Distribution> hops,
        Distribution returned,
        Map<Hop, Double> budgetMicros,
        Map<Hop, Double> slowestMicros,
        double kafkaMicros,
        List<Point> series,
        long backwards,
        long elapsedNanos) {

    /** What a timestamp in whole milliseconds has lost on average. */
    private static final long HALF_A_MILLI = 500;

    /** One row: when it was due, since the first one, and how long it took. */
    public record Point(long dueNanos, long latencyNanos) {}

    private record Sample(long due, long total, long[] hops, long returned, long kafka, boolean backwards) {}

    /**
     * @param offset what PostgreSQL's clock is ahead
     * @param toleranceMicros how far the clocks may disagree
     */
    public static PhaseResult of(Recorder phase, long offset, long toleranceMicros) {
        Map<Long, Timing> sent = phase.sent();
        Arrivals arrivals = phase.arrivals();
        Set<Long> seen = new HashSet<>();
        List<Sample> samples = new ArrayList<>(arrivals.size());
        long duplicated = 0;
        long end = 0;
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            Timing timing = sent.get(arrival.id());
            if (timing == null) {
                continue; // somebody else's row
            }
            if (!seen.add(arrival.id())) {
                duplicated++;
                continue;
            }
            end = i == 0 ? arrival.decodedNanos() : Math.max(end, arrival.decodedNanos());
            samples.add(sample(timing, arrival, offset, toleranceMicros));
        }
        return of(samples, sent.size(), phase.notWritten(), duplicated, end);
    }

    private static Sample sample(Timing timing, Arrival arrival, long offset, long tolerance) {
        long commit = arrival.commitMicros() - offset;
        long debezium = arrival.debeziumMicros() < 0 ? commit : arrival.debeziumMicros();
        long[] hops = {
            timing.sentNanos() - timing.intendedNanos(),
            (commit - timing.sentWallMicros()) * 1_000,
            (debezium - commit) * 1_000,
            (arrival.polledMicros() - debezium) * 1_000,
            arrival.decodedNanos() - arrival.polledNanos(),
        };
        return new Sample(
                timing.intendedNanos(),
                arrival.decodedNanos() - timing.intendedNanos(),
                hops,
                timing.returnedNanos() - timing.sentNanos(),
                arrival.kafkaMillis() * 1_000 + HALF_A_MILLI - debezium,
                Arrays.stream(hops).anyMatch(hop -> hop < -tolerance * 1_000));
    }

    private static PhaseResult of(List<Sample> samples, long sent, long notWritten, long duplicated, long end) {
        Distribution total = new Distribution();
        Distribution returned = new Distribution();
        Map<Hop, Distribution> hops = new EnumMap<>(Hop.class);
        for (Hop hop : Hop.values()) {
            hops.put(hop, new Distribution());
        }
        long first = samples.stream().mapToLong(Sample::due).min().orElse(end);
        List<Point> series = new ArrayList<>(samples.size());
        long backwards = 0;
        double kafka = 0;
        for (Sample sample : samples) {
            total.add(sample.total);
            returned.add(sample.returned);
            for (Hop hop : Hop.values()) {
                Objects.requireNonNull(hops.get(hop)).add(sample.hops[hop.ordinal()]);
            }
            series.add(new Point(sample.due - first, sample.total));
            backwards += sample.backwards ? 1 : 0;
            kafka += sample.kafka;
        }
        return new PhaseResult(
                sent,
                notWritten,
                sent - samples.size(),
                duplicated,
                total,
                hops,
                returned,
                means(samples, 0.45, 0.55),
                means(samples, 0.99, 1),
                samples.isEmpty() ? 0 : kafka / samples.size(),
                series,
                backwards,
                end - first);
    }

    /** Each hop's mean over a part of all changes, from the quickest, 0, to the slowest, 1. */
    private static Map<Hop, Double> means(List<Sample> samples, double from, double to) {
        List<Sample> sorted = new ArrayList<>(samples);
        sorted.sort(Comparator.comparingLong(Sample::total));
        int first = (int) Math.min(sorted.size() * from, Math.max(0, sorted.size() - 1));
        int end = Math.min(sorted.size(), Math.max(first + 1, (int) (sorted.size() * to)));
        List<Sample> part = sorted.subList(first, end);
        Map<Hop, Double> means = new EnumMap<>(Hop.class);
        for (Hop hop : Hop.values()) {
            double nanos = part.stream()
                    .mapToLong(sample -> sample.hops[hop.ordinal()])
                    .average()
                    .orElse(0);
            means.put(hop, nanos / 1e3);
        }
        return means;
    }

    /** The median of a hop in microseconds. */
    public long hopMicros(Hop hop) {
        return Objects.requireNonNull(hops.get(hop)).medianMicros();
    }

    /** Rows by the seconds from the first row's due time to the last one's decoded event. */
    public double rowsPerSecond() {
        return elapsedNanos <= 0 ? 0 : (sent - lost) * 1e9 / elapsedNanos;
    }
}
