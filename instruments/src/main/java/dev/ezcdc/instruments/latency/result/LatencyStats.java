package dev.ezcdc.instruments.latency.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.instruments.latency.hop.Hop;
import dev.ezcdc.instruments.latency.hop.LatencyDistribution;
import dev.ezcdc.instruments.latency.hop.PhaseResult;
import dev.ezcdc.instruments.latency.plan.Setup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a run, or their medians over several runs. Times are rounded to microseconds.
 *
 * @param number number of the run; 0 for medians
 * @param runs number of runs; 1 for a single run
 * @param steady the scheduled load, and whether it was sustained
 * @param notWritten rows that were due and not sent, or not known to be committed
 * @param percentiles microseconds by name: p50, p90, p99, p999; null if there are too few values
 * @param hops median of each hop
 * @param budget mean of each hop over the tenth of all changes around the median
 * @param slowest mean of each hop over the slowest hundredth of all changes
 */
public record LatencyStats(
        Setup setup,
        int number,
        int runs,
        SteadyStats steady,
        long count,
        long notWritten,
        long lost,
        long duplicated,
        Map<String, @Nullable Long> percentiles,
        long maxMicros,
        Map<Hop, Long> hops,
        Map<Hop, Long> budget,
        Map<Hop, Long> slowest,
        long insertReturnedMicros,
        long kafkaMeanMicros,
        @Nullable Floors floors,
        long clockBeforeMicros,
        long clockAfterMicros,
        BurstStats burst) {
    private static final Map<String, Double> PERCENTILES = percentilesByName();

    public static LatencyStats of(LatencyRun run) {
        PhaseResult main = run.mainPhase();
        Map<String, @Nullable Long> percentiles = new LinkedHashMap<>();
        PERCENTILES.forEach((name, percentile) -> {
            OptionalLong micros = main.total().percentileMicros(percentile);
            percentiles.put(name, micros.isPresent() ? (Long) micros.getAsLong() : null);
        });
        return new LatencyStats(
                run.setup(),
                run.number(),
                1,
                SteadyStats.of(run),
                main.total().count(),
                run.notWritten(),
                run.lost(),
                run.duplicated(),
                percentiles,
                main.total().maxMicros(),
                hops(main::hopMicros),
                hops(hop ->
                        Math.round(Objects.requireNonNull(main.budgetMicros().get(hop)))),
                hops(hop ->
                        Math.round(Objects.requireNonNull(main.slowestMicros().get(hop)))),
                main.insertReturned().medianMicros(),
                Math.round(main.kafkaMeanMicros()),
                run.floors(),
                run.clockBefore().micros(),
                run.clockAfter().micros(),
                BurstStats.of(run));
    }

    /** Returns the median of each statistic, and the sums of lost, duplicated and unwritten rows. */
    public static LatencyStats median(List<LatencyStats> all) {
        LatencyStats first = all.get(0);
        Map<String, @Nullable Long> percentiles = new LinkedHashMap<>();
        first.percentiles.keySet().forEach(name -> {
            boolean present = all.stream().allMatch(stats -> stats.percentiles.get(name) != null);
            percentiles.put(
                    name,
                    present
                            ? (Long) roundedMedian(
                                    all, stats -> Objects.requireNonNullElse(stats.percentiles.get(name), 0L))
                            : null);
        });
        return new LatencyStats(
                first.setup,
                0,
                all.size(),
                SteadyStats.median(all.stream().map(LatencyStats::steady).toList()),
                roundedMedian(all, LatencyStats::count),
                all.stream().mapToLong(LatencyStats::notWritten).sum(),
                all.stream().mapToLong(LatencyStats::lost).sum(),
                all.stream().mapToLong(LatencyStats::duplicated).sum(),
                percentiles,
                roundedMedian(all, LatencyStats::maxMicros),
                hops(hop -> roundedMedian(all, stats -> Objects.requireNonNull(stats.hops.get(hop)))),
                hops(hop -> roundedMedian(all, stats -> Objects.requireNonNull(stats.budget.get(hop)))),
                hops(hop -> roundedMedian(all, stats -> Objects.requireNonNull(stats.slowest.get(hop)))),
                roundedMedian(all, LatencyStats::insertReturnedMicros),
                roundedMedian(all, LatencyStats::kafkaMeanMicros),
                first.floors,
                first.clockBeforeMicros,
                all.get(all.size() - 1).clockAfterMicros,
                BurstStats.median(all.stream().map(LatencyStats::burst).toList()));
    }

    public LatencyStats withCodeShares(Map<String, Double> shares) {
        return new LatencyStats(
                setup,
                number,
                runs,
                steady,
                count,
                notWritten,
                lost,
                duplicated,
                percentiles,
                maxMicros,
                hops,
                budget,
                slowest,
                insertReturnedMicros,
                kafkaMeanMicros,
                floors,
                clockBeforeMicros,
                clockAfterMicros,
                burst.withCodeShares(new TreeMap<>(shares)));
    }

    /** Returns the rows of a burst, or 0 without bursts. */
    public long burstRows() {
        return burst.rows();
    }

    /** Returns the received rows per second of a burst, or 0 without bursts. */
    public double rowsPerSecond() {
        return burst.rowsPerSecond();
    }

    /** Returns the phase that percentiles and hops describe. */
    private String percentilesOf() {
        return hasLatency() ? "steady" : "burst";
    }

    /** Returns the sum of the floors' medians, or null if they were not measured. */
    public @Nullable Long floorMicros() {
        return floors == null ? null : (Long) floors.medianMicros();
    }

    public @Nullable Long postgresFloorMicros() {
        return floors == null ? null : (Long) floors.postgres().medianMicros();
    }

    public @Nullable Long kafkaFloorMicros() {
        return floors == null ? null : (Long) floors.kafka().medianMicros();
    }

    /** Returns the 99th percentile of PostgreSQL's floor, a lower bound for any connector, or null if it is unknown. */
    public @Nullable Long postgresFloorP99Micros() {
        return floors == null ? null : p99Micros(floors.postgres());
    }

    public @Nullable Long kafkaFloorP99Micros() {
        return floors == null ? null : p99Micros(floors.kafka());
    }

    private static @Nullable Long p99Micros(LatencyDistribution floor) {
        OptionalLong micros = floor.percentileMicros(99);
        return micros.isPresent() ? (Long) micros.getAsLong() : null;
    }

    /** Returns the ratio of the median to the sum of the floors, or null if either is unknown. */
    public @Nullable Double floorRatio() {
        Long floor = floorMicros();
        Long p50 = percentiles.get("p50");
        return floor == null || p50 == null || floor == 0 ? null : (Double) (p50 / (double) floor);
    }

    public boolean hasLatency() {
        return rate() > 0;
    }

    /** Returns the scheduled rows per second, or 0 without a steady load. */
    public long rate() {
        return steady.load().rowsPerSecond();
    }

    /** Returns whether a percentile is known and at most its target. */
    public boolean meetsTarget(String percentile) {
        Long micros = percentiles.get(percentile);
        Duration most = steady.load().targets().get(percentile);
        return micros != null && most != null && micros * 1_000 <= most.toNanos();
    }

    /** Returns whether the load was sustained without a loss, and every percentile with a target met it. */
    public boolean meetsTargets() {
        return steady.load().targets().isEmpty()
                || (steady.isSustained()
                        && lost == 0
                        && notWritten == 0
                        && steady.load().targets().keySet().stream().allMatch(this::meetsTarget));
    }

    /** Returns the statistics as a JSON object. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("profile", setup.profile().name());
        if (setup.sweepSetting() != null) {
            json.put("sweep", setup.sweepSetting());
        }
        json.put("run", runs == 1 && number > 0 ? Integer.toString(number) : "median of " + runs);
        json.put("rate", rate()).put("count", count).put("lost", lost).put("duplicated", duplicated);
        json.put("not_written", notWritten).put("percentiles_of", percentilesOf());
        percentiles.forEach((name, micros) -> json.put(name + "_us", micros));
        json.put("max_us", maxMicros);
        json.put("floor_p50_us", floorMicros())
                .put("floor_postgres_p50_us", postgresFloorMicros())
                .put("floor_kafka_p50_us", kafkaFloorMicros())
                .put("floor_postgres_p99_us", postgresFloorP99Micros())
                .put("floor_kafka_p99_us", kafkaFloorP99Micros());
        Double times = floorRatio();
        json.put("times_floor", times == null ? null : rounded(times, 2));
        ObjectNode hopsNode = json.putObject("hops_p50_us");
        hops.forEach((hop, micros) -> hopsNode.put(hop.key(), micros));
        ObjectNode budgetNode = json.putObject("hops_of_the_median_us");
        budget.forEach((hop, micros) -> budgetNode.put(hop.key(), micros));
        ObjectNode slowestNode = json.putObject("hops_of_the_slowest_us");
        slowest.forEach((hop, micros) -> slowestNode.put(hop.key(), micros));
        json.put("insert_returned_p50_us", insertReturnedMicros).put("debezium_to_kafka_mean_us", kafkaMeanMicros);
        json.putObject("clock_offset_us").put("before", clockBeforeMicros).put("after", clockAfterMicros);
        steady.addTo(json);
        if (!steady.load().targets().isEmpty()) {
            ObjectNode targets = json.putObject("targets");
            steady.load().targets().forEach((name, most) -> targets.put(name + "_us", most.toNanos() / 1_000));
            json.put("targets_met", meetsTargets());
        }
        burst.addTo(json);
        return json;
    }

    static double median(double... values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static long roundedMedian(List<LatencyStats> all, ToDoubleFunction<LatencyStats> statistic) {
        return Math.round(median(all.stream().mapToDouble(statistic).toArray()));
    }

    private static Map<Hop, Long> hops(Function<Hop, Long> micros) {
        Map<Hop, Long> hops = new LinkedHashMap<>();
        for (Hop hop : Hop.values()) {
            hops.put(hop, micros.apply(hop));
        }
        return hops;
    }

    private static Map<String, Double> percentilesByName() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", 50.0);
        percentiles.put("p90", 90.0);
        percentiles.put("p99", 99.0);
        percentiles.put("p999", 99.9);
        return percentiles;
    }

    static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
