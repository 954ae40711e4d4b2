package dev.ezcdc.instruments.audit;

import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.report.LineChart.Point;
import dev.ezcdc.instruments.report.LineChart.Series;
import dev.ezcdc.instruments.report.LineChart;
import dev.ezcdc.instruments.report.Page;
import dev.ezcdc.instruments.report.Scale;
import dev.ezcdc.instruments.report.TimelineChart.Lane;
import dev.ezcdc.instruments.report.TimelineChart.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The result as a page: the table, what was wrong, and one run over time. */
final class AuditPage {

    private final AuditReport report;

    AuditPage(AuditReport report) {
        this.report = report;
    }

    Page page() {
        Page page = new Page("Was a change lost?");
        page.note(
                "PostgreSQL → Debezium → Kafka → consumer, broken on purpose by ./cdc audit, and what arrived held against"
                        + " what PostgreSQL had committed.");
        page.heading("Fault by fault");
        page.figures(
                List.of("fault", "runs", "changes", "lost", "invented", "order", "redelivered", "recovery", "verdict"),
                report.byFault().entrySet().stream().map(AuditPage::row).toList());
        page.note(
                "Recovery is the longest time from the end of the fault until a change that was made after it came through."
                        + " Redelivered changes arrived twice and are known as such by their position.");
        wrongs(page);
        report.runs().stream()
                .filter(run -> !run.timeline().arrived().isEmpty())
                .max(Comparator.comparing((RunResult run) -> !run.right()).thenComparing(RunResult::recoveryMillis))
                .ifPresent(run -> overTime(page, run));
        if (!report.samples().isEmpty()) {
            soak(page);
        }
        return page;
    }

    private static List<String> row(Map.Entry<Fault, List<RunResult>> each) {
        List<RunResult> runs = each.getValue();
        return List.of(
                each.getKey().name() + ": " + each.getKey().description(),
                Integer.toString(runs.size()),
                count(AuditReport.sum(runs, RunResult::changes)),
                count(AuditReport.sum(runs, RunResult::lost)),
                count(AuditReport.sum(runs, RunResult::invented)),
                count(AuditReport.sum(runs, RunResult::outOfOrder)),
                count(AuditReport.sum(runs, RunResult::redelivered)),
                AuditReport.recovery(runs),
                runs.stream().allMatch(RunResult::right) ? each.getKey().right().toString() : "WRONG");
    }

    private void wrongs(Page page) {
        List<List<String>> rows = new ArrayList<>();
        for (RunResult run : report.runs()) {
            run.wrongs().forEach(wrong -> rows.add(List.of(run.fault().name() + ", seed " + run.seed(), wrong)));
        }
        if (!rows.isEmpty()) {
            page.heading("What was not as it must be");
            page.words(List.of("run", "what"), rows);
        }
    }

    private static void overTime(Page page, RunResult run) {
        page.heading("One run: " + run.fault().name() + ", seed " + run.seed());
        AuditTimeline timeline = run.timeline();
        Series committed = perSecond("committed to PostgreSQL", timeline.committed(), timeline.intervalMillis());
        Series arrived = perSecond("arrived at the consumer", timeline.arrived(), timeline.intervalMillis());
        double seconds = Math.max(last(committed), last(arrived));
        double most = Math.max(most(committed), most(arrived));
        page.chart(
                new LineChart(
                        "Changes committed and arrived over time",
                        Scale.linear(seconds, " s"),
                        "seconds from the start",
                        Scale.linear(most, ""),
                        "changes a second",
                        List.of(committed, arrived)),
                "What was committed and what arrived, changes a second.");
        page.chart(
                new dev.ezcdc.instruments.report.TimelineChart("What was done when", seconds, lanes(run)),
                "What was done, from one mark to the next, and how long it took until changes came through again.");
        List<List<String>> marks = new ArrayList<>();
        for (AuditTimeline.Mark mark : timeline.marks()) {
            marks.add(List.of(String.format(Locale.ROOT, "%.1f s", mark.millis() / 1e3), mark.what()));
        }
        page.words(List.of("when", "what"), marks);
    }

    private static List<Lane> lanes(RunResult run) {
        List<AuditTimeline.Mark> marks = run.timeline().marks();
        List<Span> done = new ArrayList<>();
        List<Span> recovering = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            double from = marks.get(i).millis() / 1e3;
            if (marks.get(i).what().equals(AuditRun.FAULT_OVER)) {
                double to = from + Math.max(0, run.recoveryMillis()) / 1e3;
                recovering.add(new Span(from, to, "until changes came through", false));
                break;
            }
            double to = i + 1 < marks.size() ? marks.get(i + 1).millis() / 1e3 : from;
            done.add(new Span(from, to, marks.get(i).what(), true));
        }
        return List.of(new Lane("fault", done), new Lane("recovery", recovering));
    }

    private void soak(Page page) {
        page.heading("Memory and files over time");
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
        double most = series.stream().mapToDouble(AuditPage::most).max().orElse(1);
        page.chart(
                new LineChart(
                        "Memory and files over time",
                        Scale.linear(seconds, " s"),
                        "seconds from the start",
                        Scale.linear(most, ""),
                        "MiB",
                        series),
                "What each process holds in memory, and what stands on disk. Topics keep 32 MiB a partition here.");
        page.figures(
                List.of("what", "early, MiB", "at the end, MiB", "growth"),
                Growth.of(report.samples()).stream()
                        .map(growth -> List.of(
                                growth.name(),
                                String.format(Locale.ROOT, "%.1f", growth.early() / 1048576.0),
                                String.format(Locale.ROOT, "%.1f", growth.late() / 1048576.0),
                                growth.percent() + " %"))
                        .toList());
    }

    private static Series perSecond(String name, List<Long> intervals, long intervalMillis) {
        int half = (int) (500 / intervalMillis);
        List<Point> points = new ArrayList<>();
        for (int at = 0; at < intervals.size(); at += half) {
            long sum = 0;
            for (long each : intervals.subList(at, Math.min(at + half, intervals.size()))) {
                sum += each;
            }
            points.add(new Point(at * intervalMillis / 1e3, 2.0 * sum));
        }
        return new Series(name, points, false);
    }

    private static double last(Series series) {
        return series.points().isEmpty()
                ? 0
                : series.points().get(series.points().size() - 1).x();
    }

    private static double most(Series series) {
        return series.points().stream().mapToDouble(Point::y).max().orElse(1);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
