package dev.ezcdc.instruments.latency.hop;

import dev.ezcdc.instruments.latency.record.ArrivalLog;
import dev.ezcdc.instruments.latency.record.ArrivalLog.Arrival;
import dev.ezcdc.instruments.latency.record.PhaseRecorder;
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
 * The result of one phase.
 *
 * @param sent committed rows
 * @param notWritten rows that were due and not sent, or not known to be committed
 * @param lost committed rows without an event
 * @param duplicated further events of rows that already had one
 * @param total time from a row's scheduled time to its decoded event
 * @param hops the stages of that time
 * @param insertReturned time from the sent statement to the return of the INSERT; not part of the path, as the event may
 *     arrive earlier
 * @param budgetMicros mean of each hop over the tenth of all changes around the median; the hops add up to about the median
 * @param slowestMicros mean of each hop over the slowest hundredth of all changes
 * @param kafkaMeanMicros mean time from Debezium's timestamp to Kafka's, whose resolution of 1 ms permits a mean only
 * @param series the latency of each row by its scheduled time
 * @param clockViolations changes with a negative hop beyond the uncertainty of the clocks
 * @param elapsedNanos time from the first row's scheduled time to the last decoded event; of a backlog from the first decoded
 *     event, so that the connector's start does not count
 */
public record PhaseResult(
        long sent,
        long notWritten,
        long lost,
        long duplicated,
        LatencyDistribution total,
        Map<Hop, LatencyDistribution> hops,
        LatencyDistribution insertReturned,
        Map<Hop, Double> budgetMicros,
        Map<Hop, Double> slowestMicros,
        double kafkaMeanMicros,
        List<Point> series,
        long clockViolations,
        long elapsedNanos) {

    /** Mean truncation error of a timestamp in whole milliseconds. */
    private static final long HALF_MILLI_IN_MICROS = 500;

    /**
     * The latency of one row.
     *
     * @param dueNanos scheduled time since that of the first row
     */
    public record Point(long dueNanos, long latencyNanos) {}

    private record Sample(long due, long total, long[] hops, long returned, long kafka, boolean violatesClocks) {}

    /**
     * Computes the result of a phase.
     *
     * @param offsetMicros offset of PostgreSQL's clock, positive if it is ahead
     * @param toleranceMicros uncertainty of the clocks
     */
    public static PhaseResult of(PhaseRecorder phase, long offsetMicros, long toleranceMicros) {
        Map<Long, Timing> sent = phase.sent();
        ArrivalLog arrivals = phase.arrivals();
        Set<Long> receivedIds = new HashSet<>();
        List<Sample> samples = new ArrayList<>(arrivals.size());
        long duplicated = 0;
        long end = 0;
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            Timing timing = sent.get(arrival.id());
            if (timing == null) {
                continue; // a row of another client
            }
            if (!receivedIds.add(arrival.id())) {
                duplicated++;
                continue;
            }
            end = i == 0 ? arrival.decodedNanos() : Math.max(end, arrival.decodedNanos());
            samples.add(sample(timing, arrival, offsetMicros, toleranceMicros));
        }
        return of(samples, sent.size(), phase.notWritten(), duplicated, end, phase.isBacklog());
    }

    private static Sample sample(Timing timing, Arrival arrival, long offsetMicros, long toleranceMicros) {
        long commit = arrival.commitMicros() - offsetMicros;
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
                arrival.kafkaMillis() * 1_000 + HALF_MILLI_IN_MICROS - debezium,
                Arrays.stream(hops).anyMatch(hop -> hop < -toleranceMicros * 1_000));
    }

    private static PhaseResult of(
            List<Sample> samples, long sent, long notWritten, long duplicated, long end, boolean isBacklog) {
        LatencyDistribution total = new LatencyDistribution();
        LatencyDistribution returned = new LatencyDistribution();
        Map<Hop, LatencyDistribution> hops = new EnumMap<>(Hop.class);
        for (Hop hop : Hop.values()) {
            hops.put(hop, new LatencyDistribution());
        }
        long first = samples.stream().mapToLong(Sample::due).min().orElse(end);
        long start = isBacklog
                ? samples.stream()
                        .mapToLong(sample -> sample.due + sample.total)
                        .min()
                        .orElse(end)
                : first;
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
            backwards += sample.violatesClocks ? 1 : 0;
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
                end - start);
    }

    /** Returns each hop's mean over a range of all changes, ordered from the fastest, 0, to the slowest, 1. */
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

    /** Returns the median of a hop in microseconds. */
    public long hopMicros(Hop hop) {
        return Objects.requireNonNull(hops.get(hop)).medianMicros();
    }

    /** Returns the received rows per second of the elapsed time. */
    public double rowsPerSecond() {
        return elapsedNanos <= 0 ? 0 : (sent - lost) * 1e9 / elapsedNanos;
    }
}
