package dev.ezcdc.instruments.audit;

import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.report.LineChart;
import dev.ezcdc.instruments.report.LineChart.Point;
import dev.ezcdc.instruments.report.LineChart.Series;
import dev.ezcdc.instruments.report.Page;
import dev.ezcdc.instruments.report.Scale;
import dev.ezcdc.instruments.report.TimelineChart;
import dev.ezcdc.instruments.report.TimelineChart.Lane;
import dev.ezcdc.instruments.report.TimelineChart.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Builds the HTML report of an audit: a table of the faults, the failures, and the timeline of one run. */
final class AuditPage {

    private final AuditReport report;

    AuditPage(AuditReport report) {
        this.report = report;
    }

    Page build() {
        Page page = new Page("Was a change lost?");
        page.addNote(
                "./cdc audit injected faults into PostgreSQL → Debezium → Kafka → consumer, and compared the received"
                        + " events with the transactions that PostgreSQL committed.");
        page.addHeading("Faults");
        page.addNumberTable(
                List.of("fault", "runs", "changes", "lost", "invented", "order", "redelivered", "recovery", "outcome"),
                report.byFault().entrySet().stream().map(AuditPage::row).toList());
        page.addNote("Recovery is the longest time from the end of the fault until a change that was due later arrived."
                + " Redelivered changes arrived more than once and were recognized as redelivered.");
        addFailures(page);
        report.runs().stream()
                .filter(run -> !run.timeline().arrived().isEmpty())
                .max(Comparator.comparing((RunResult run) -> !run.passed()).thenComparing(RunResult::recoveryMillis))
                .ifPresent(run -> addTimeline(page, run));
        if (!report.samples().isEmpty()) {
            addSoak(page);
        }
        return page;
    }

    private static List<String> row(Map.Entry<Fault, List<RunResult>> runsOfFault) {
        Fault fault = runsOfFault.getKey();
        List<RunResult> runs = runsOfFault.getValue();
        return List.of(
                fault.name() + ": " + fault.description(),
                Integer.toString(runs.size()),
                formatCount(AuditReport.sum(runs, RunResult::changes)),
                formatCount(AuditReport.sum(runs, RunResult::lost)),
                formatCount(AuditReport.sum(runs, RunResult::invented)),
                formatCount(AuditReport.sum(runs, RunResult::outOfOrder)),
                formatCount(AuditReport.sum(runs, RunResult::redelivered)),
                AuditReport.longestRecovery(runs),
                runs.stream().allMatch(RunResult::passed) ? fault.expected().toString() : "FAILED");
    }

    private void addFailures(Page page) {
        List<List<String>> rows = new ArrayList<>();
        for (RunResult run : report.runs()) {
            run.failures().forEach(failure -> rows.add(List.of(run.fault().name() + ", seed " + run.seed(), failure)));
        }
        if (!rows.isEmpty()) {
            page.addHeading("Failures");
            page.addTextTable(List.of("run", "failure"), rows);
        }
    }

    private static void addTimeline(Page page, RunResult run) {
        page.addHeading("One run: " + run.fault().name() + ", seed " + run.seed());
        AuditTimeline timeline = run.timeline();
        Series committed = perSecond("committed to PostgreSQL", timeline.committed(), timeline.intervalMillis());
        Series arrived = perSecond("arrived at the consumer", timeline.arrived(), timeline.intervalMillis());
        double seconds = Math.max(lastX(committed), lastX(arrived));
        double max = Math.max(maxY(committed), maxY(arrived));
        page.addChart(
                new LineChart(
                        "Committed and received changes over time",
                        Scale.linear(seconds, " s"),
                        "seconds from the start",
                        Scale.linear(max, ""),
                        "changes per second",
                        List.of(committed, arrived)),
                "Changes per second, committed by PostgreSQL and received by the consumer.");
        page.addChart(
                new TimelineChart("Fault and recovery over time", seconds, lanes(run)),
                "The actions of the fault, each until the next one, and the time until changes arrived again.");
        List<List<String>> marks = new ArrayList<>();
        for (AuditTimeline.Mark mark : timeline.marks()) {
            marks.add(List.of(String.format(Locale.ROOT, "%.1f s", mark.millis() / 1e3), mark.label()));
        }
        page.addTextTable(List.of("time", "action"), marks);
    }

    private static List<Lane> lanes(RunResult run) {
        List<AuditTimeline.Mark> marks = run.timeline().marks();
        List<Span> actions = new ArrayList<>();
        List<Span> recovery = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            double from = marks.get(i).millis() / 1e3;
            if (marks.get(i).label().equals(AuditRun.FAULT_OVER)) {
                double to = from + Math.max(0, run.recoveryMillis()) / 1e3;
                recovery.add(new Span(from, to, "until changes arrived", false));
                break;
            }
            double to = i + 1 < marks.size() ? marks.get(i + 1).millis() / 1e3 : from;
            actions.add(new Span(from, to, marks.get(i).label(), true));
        }
        return List.of(new Lane("fault", actions), new Lane("recovery", recovery));
    }

    private void addSoak(Page page) {
        page.addHeading("Memory and files over time");
        double seconds = report.samples().get(report.samples().size() - 1).millis() / 1e3;
        TreeSet<String> names = new TreeSet<>();
        report.samples().forEach(sample -> names.addAll(sample.bytes().keySet()));
        List<Series> series = new ArrayList<>();
        for (String name : names) {
            List<Point> points = report.samples().stream()
                    .filter(sample -> sample.bytes().containsKey(name))
                    .map(sample ->
                            new Point(sample.millis() / 1e3, sample.bytes().get(name) / 1048576.0))
                    .toList();
            series.add(new Series(name, points, false));
        }
        double max = series.stream().mapToDouble(AuditPage::maxY).max().orElse(1);
        page.addChart(
                new LineChart(
                        "Memory and files over time",
                        Scale.linear(seconds, " s"),
                        "seconds from the start",
                        Scale.linear(max, ""),
                        "MiB",
                        series),
                "Memory of each process, and size of the files. In a soak, topics retain 32 MiB per partition.");
        page.addNumberTable(
                List.of("resource", "early, MiB", "at the end, MiB", "growth"),
                ResourceGrowth.of(report.samples()).stream()
                        .map(growth -> List.of(
                                growth.name(),
                                String.format(Locale.ROOT, "%.1f", growth.earlyBytes() / 1048576.0),
                                String.format(Locale.ROOT, "%.1f", growth.lateBytes() / 1048576.0),
                                growth.percent() + " %"))
                        .toList());
    }

    private static Series perSecond(String name, List<Long> intervals, long intervalMillis) {
        int halfSecond = (int) (500 / intervalMillis);
        List<Point> points = new ArrayList<>();
        for (int start = 0; start < intervals.size(); start += halfSecond) {
            long sum = 0;
            for (long count : intervals.subList(start, Math.min(start + halfSecond, intervals.size()))) {
                sum += count;
            }
            points.add(new Point(start * intervalMillis / 1e3, 2.0 * sum));
        }
        return new Series(name, points, false);
    }

    private static double lastX(Series series) {
        return series.points().isEmpty()
                ? 0
                : series.points().get(series.points().size() - 1).x();
    }

    private static double maxY(Series series) {
        return series.points().stream().mapToDouble(Point::y).max().orElse(1);
    }

    private static String formatCount(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
