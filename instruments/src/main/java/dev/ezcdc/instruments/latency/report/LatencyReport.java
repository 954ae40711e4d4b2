package dev.ezcdc.instruments.latency.report;

import dev.ezcdc.infra.profile.Profile;
import dev.ezcdc.instruments.latency.hop.Hop;
import dev.ezcdc.instruments.latency.hop.LatencyDistribution;
import dev.ezcdc.instruments.latency.hop.PhaseResult;
import dev.ezcdc.instruments.latency.result.LatencyRun;
import dev.ezcdc.instruments.latency.result.LatencyStats;
import dev.ezcdc.instruments.report.LineChart;
import dev.ezcdc.instruments.report.Page;
import dev.ezcdc.instruments.report.Scale;
import dev.ezcdc.instruments.report.StackedBars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Builds the HTML report of a latency measurement. */
final class LatencyReport {
    private static final int MAX_POINTS = 2_000;

    private final List<List<LatencyRun>> setups;
    private final List<LatencyStats> medians;

    LatencyReport(List<List<LatencyRun>> setups, List<LatencyStats> medians) {
        this.setups = setups;
        this.medians = medians;
    }

    Page build() {
        Page page = new Page("Latency from INSERT to consumer");
        page.addNote("PostgreSQL → Debezium → Kafka → consumer, measured by ./cdc latency"
                + " on " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ".");
        page.addTiles(medians.stream().map(LatencyReport::tile).toList());
        if (medians.stream().anyMatch(LatencyStats::hasLatency)) {
            addLatency(page);
        }
        new BurstReport(medians).addTo(page);
        addSettings(page);
        return page;
    }

    private void addLatency(Page page) {
        page.addHeading("Latency from due to decoded");
        page.addParagraph(
                "Rows are scheduled at a fixed rate, regardless of how slow the server is. Latency is measured from a row's"
                        + " scheduled time to its decoded event, so a pause counts for every row that was due during it. A"
                        + " dash marks percentiles with too few changes.");
        page.addNumberTable(
                List.of("ms", "p50", "p90", "p99", "p99.9", "max", "changes", "lost", "duplicated", "× floors"),
                medians.stream().map(LatencyReport::latencyRow).toList());
        page.addChart(
                percentileCurve(), "Latency by percentile, over all runs of a setup. Both scales are logarithmic.");
        if (medians.stream().anyMatch(stats -> stats.setup().sweepSetting() != null)) {
            page.addHeading("Sweep");
            page.addChart(
                    new StackedBars(
                            "Median latency by setting",
                            false,
                            List.of("p50"),
                            medians.stream()
                                    .map(stats -> new StackedBars.Row(
                                            stats.setup().label(),
                                            List.of(millis(stats.percentiles().get("p50")))))
                                    .toList(),
                            " ms"),
                    "Median latency by setting.");
        }
        page.addHeading("Hops");
        page.addChart(
                hops("Hops of a typical change", LatencyStats::budget),
                "Mean of each hop over the tenth of all changes around the median, so the hops add up to the median. All"
                        + " bars have the same length; the number is the total.");
        page.addChart(
                hops("Hops of the slowest changes", LatencyStats::slowest),
                "The same over the slowest hundredth of all changes: the causes of the tail.");
        List<String> head = new ArrayList<>(List.of("p50 of each hop, ms"));
        medians.forEach(stats -> head.add(stats.setup().label()));
        page.addNumberTable(head, hopRows());
        page.addNote(
                "The medians of the hops need not add up to the median of the total. The return of the INSERT and the"
                        + " floors are not part of the path. Kafka's timestamp has whole milliseconds and permits a mean only.");
        page.addHeading("Over time");
        page.addChart(overTime(), "Changes of the first run by scheduled time, evenly sampled if there are many.");
    }

    private static List<String> latencyRow(LatencyStats stats) {
        Map<String, @Nullable Long> percentiles = stats.percentiles();
        Double floorRatio = stats.floorRatio();
        return List.of(
                stats.setup().label(),
                formatMillis(percentiles.get("p50")),
                formatMillis(percentiles.get("p90")),
                formatMillis(percentiles.get("p99")),
                formatMillis(percentiles.get("p999")),
                formatMillis(stats.maxMicros()),
                Long.toString(stats.count()),
                Long.toString(stats.lost()),
                Long.toString(stats.duplicated()),
                floorRatio == null ? "–" : String.format(Locale.ROOT, "%.1f", floorRatio));
    }

    private List<List<String>> hopRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Hop hop : Hop.values()) {
            rows.add(row(hop.label() + " (" + hop.components() + ")", stats -> stats.hops()
                    .get(hop)));
        }
        rows.add(row("not on the path: sent → INSERT returned", LatencyStats::insertReturnedMicros));
        rows.add(row("not on the path: Debezium → Kafka's timestamp, mean", LatencyStats::kafkaMeanMicros));
        rows.add(row("floor: PostgreSQL, due → replication slot", LatencyStats::postgresFloorMicros));
        rows.add(row("floor: Kafka, produce → poll", LatencyStats::kafkaFloorMicros));
        rows.add(row("p99 of PostgreSQL's floor", LatencyStats::postgresFloorP99Micros));
        rows.add(row("p99 of Kafka's floor", LatencyStats::kafkaFloorP99Micros));
        rows.add(row("offset of PostgreSQL's clock, before the runs", LatencyStats::clockBeforeMicros));
        rows.add(row("offset of PostgreSQL's clock, after the runs", LatencyStats::clockAfterMicros));
        return rows;
    }

    private interface Metric {
        @Nullable
        Long of(LatencyStats stats);
    }

    private List<String> row(String name, Metric metric) {
        List<String> row = new ArrayList<>(List.of(name));
        medians.forEach(stats -> row.add(formatMillis(metric.of(stats))));
        return row;
    }

    private StackedBars hops(String title, Function<LatencyStats, Map<Hop, Long>> micros) {
        return new StackedBars(
                title,
                true,
                Arrays.stream(Hop.values()).map(Hop::label).toList(),
                medians.stream()
                        .map(stats -> new StackedBars.Row(
                                stats.setup().label(),
                                Arrays.stream(Hop.values())
                                        .map(hop -> Objects.requireNonNull(
                                                        micros.apply(stats).get(hop))
                                                / 1e3)
                                        .toList()))
                        .toList(),
                " ms");
    }

    private static Page.Tile tile(LatencyStats stats) {
        String burst = stats.burstRows() == 0
                ? ""
                : String.format(Locale.ROOT, "burst: %,d rows/s", Math.round(stats.rowsPerSecond()));
        if (!stats.hasLatency()) {
            return new Page.Tile(
                    stats.setup().label(),
                    String.format(Locale.ROOT, "%,d rows/s", Math.round(stats.rowsPerSecond())),
                    String.format(Locale.ROOT, "burst of %,d rows", stats.burstRows()));
        }
        Double floorRatio = stats.floorRatio();
        String caption = "p50; p99 " + formatMillis(stats.percentiles().get("p99")) + " ms"
                + (floorRatio == null ? "" : String.format(Locale.ROOT, "; %.1f × the floors", floorRatio))
                + (burst.isEmpty() ? "" : "; " + burst);
        return new Page.Tile(
                stats.setup().label(), formatMillis(stats.percentiles().get("p50")) + " ms", caption);
    }

    private LineChart percentileCurve() {
        List<LineChart.Series> series = new ArrayList<>();
        double max = 0.9;
        for (List<LatencyRun> runs : setups) {
            LatencyDistribution all = new LatencyDistribution();
            runs.forEach(run -> all.add(run.mainPhase().total()));
            Histogram histogram = all.histogram();
            // Only percentiles with at least ten values beyond them.
            double highest = Math.max(0.5, 1 - 10.0 / Math.max(20, all.count()));
            max = Math.max(max, highest);
            List<LineChart.Point> points = DoubleStream.iterate(0, nines -> nines + 0.02)
                    .limit(250)
                    .map(nines -> 1 - Math.pow(10, -nines))
                    .filter(percentile -> percentile <= highest)
                    .mapToObj(percentile -> new LineChart.Point(
                            Scale.countNines(percentile), histogram.getValueAtPercentile(percentile * 100) / 1e6))
                    .toList();
            series.add(new LineChart.Series(runs.get(0).setup().label(), points, false));
        }
        return new LineChart(
                "Latency by percentile", Scale.percentiles(max), "percentile", latencyScale(series), "latency", series);
    }

    private LineChart overTime() {
        List<LineChart.Series> series = new ArrayList<>();
        double seconds = 0;
        for (List<LatencyRun> runs : setups) {
            List<PhaseResult.Point> all = runs.get(0).mainPhase().series();
            int step = Math.max(1, all.size() / MAX_POINTS);
            List<LineChart.Point> points = new ArrayList<>();
            for (int i = 0; i < all.size(); i += step) {
                double at = all.get(i).dueNanos() / 1e9;
                seconds = Math.max(seconds, at);
                points.add(new LineChart.Point(at, all.get(i).latencyNanos() / 1e6));
            }
            series.add(new LineChart.Series(runs.get(0).setup().label(), points, true));
        }
        return new LineChart(
                "Latency over time", Scale.linear(seconds, " s"), "due", latencyScale(series), "latency", series);
    }

    private static Scale latencyScale(List<LineChart.Series> series) {
        double min = series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(LineChart.Point::y)
                .min()
                .orElse(1);
        double max = series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(LineChart.Point::y)
                .max()
                .orElse(10);
        return Scale.logarithmic(min, max, " ms");
    }

    private void addSettings(Page page) {
        for (LatencyStats stats : medians) {
            Profile profile = stats.setup().profile();
            page.addHeading("Settings: " + stats.setup().label());
            page.addNote(profile.description());
            page.addTextTable(
                    List.of("setting", "reason"),
                    profile.settings().stream()
                            .map(setting -> List.of(setting.toLine(), setting.reason()))
                            .toList());
        }
    }

    private static double millis(@Nullable Long micros) {
        return micros == null ? 0 : micros / 1e3;
    }

    private static String formatMillis(@Nullable Long micros) {
        return micros == null ? "–" : String.format(Locale.ROOT, "%.2f", micros / 1e3);
    }
}
