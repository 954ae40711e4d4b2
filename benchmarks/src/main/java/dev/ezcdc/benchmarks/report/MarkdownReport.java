package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders a report as Markdown: a table for each corpus, then the notes and the environment. */
public final class MarkdownReport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /**
     * Returns the report's text, which ends with a newline.
     *
     * @param chart file name of the chart
     */
    public static String render(Report report, String chart) {
        MarkdownReport markdown = new MarkdownReport(report);
        markdown.writeIntroduction(chart);
        markdown.writeSummary();
        markdown.text.append(GoalTable.toMarkdown(report));
        markdown.text.append(Growth.toMarkdown(report));
        markdown.writeNewSchemas();
        report.corpora().forEach(markdown::writeTable);
        markdown.writeNotes();
        markdown.writeEnvironment();
        return markdown.text.toString();
    }

    private void writeIntroduction(String chart) {
        writeLine("# Decoding one record");
        writeLine("");
        writeLine(
                "Time and memory to turn one Kafka record (key and value, as bytes) into Java values, on one core. Every");
        writeLine(
                "contender gets the same bytes and returns the same: key, rows before and after, all fields of the source,");
        writeLine(
                "operation and times. Before measuring, the results were compared with a reference reading of the JSON.");
        writeLine("Less is better.");
        if (report.rough()) {
            writeLine("");
            writeLine("**Measured too briefly to be quoted**: a quick run (`--quick` or no fork), not a result.");
        }
        writeLine("");
        writeLine("![ns/op and bytes/op by corpus and contender](" + chart + ")");
    }

    /** Compares this project's decoder with the best-known ones. */
    private void writeSummary() {
        List<Contender> others = Stream.of(
                        Contender.jacksonDatabind, Contender.fastjson2, Contender.connectJsonConverter)
                .filter(report.contenders()::contains)
                .toList();
        if (!report.contenders().contains(Contender.ezcdc) || others.isEmpty()) {
            return;
        }
        writeLine("");
        writeLine("## ezcdc, and its speedup over others");
        writeLine("");
        writeLine("| corpus | ns/op | bytes/op |"
                + others.stream().map(other -> " " + Report.label(other) + " |").collect(Collectors.joining()));
        writeLine("|---|--:|--:|" + "--:|".repeat(others.size()));
        for (Corpus corpus : report.corpora()) {
            report.measurementsOf(corpus).stream()
                    .filter(m -> m.contender() == Contender.ezcdc)
                    .forEach(m -> writeLine("| " + corpus + " | " + formatGrouped(m.nanos()) + " | "
                            + formatGrouped(m.bytes()) + " |"
                            + others.stream()
                                    .map(other -> " "
                                            + report.speedup(m, other)
                                                    .map(MarkdownReport::formatRatio)
                                                    .orElse("") + " |")
                                    .collect(Collectors.joining())));
        }
    }

    private void writeNewSchemas() {
        List<NewSchemaCost> costs = report.newSchemas();
        if (costs.isEmpty()) {
            return;
        }
        writeLine("");
        writeLine("## The first messages of a new schema");
        writeLine("");
        writeLine("Nanoseconds for all messages together, of " + NewSchemaCost.CORPUS
                + " with a schema never seen before, in a decoder");
        writeLine("that has seen so many schemas that it evicts the oldest.");
        writeLine("");
        writeLine("| contender |"
                + NewSchemaCost.MESSAGES.stream()
                        .map(n -> " " + (n == 1 ? "the first" : "the first " + n) + " |")
                        .collect(Collectors.joining()));
        writeLine("|---|" + "--:|".repeat(NewSchemaCost.MESSAGES.size()));
        List<Contender> contenders =
                costs.stream().map(NewSchemaCost::contender).distinct().toList();
        for (Contender contender : contenders) {
            writeLine("| " + contender + " |"
                    + NewSchemaCost.MESSAGES.stream()
                            .map(n -> " "
                                    + formatGrouped(NewSchemaCost.findNanos(costs, contender, n)
                                            .orElse(null)) + " |")
                            .collect(Collectors.joining()));
        }
        contenders.stream()
                .filter(contender -> contender != Contender.ezcdc)
                .forEach(other -> writeBreakEven(costs, other));
    }

    private void writeBreakEven(List<NewSchemaCost> costs, Contender other) {
        Double own = NewSchemaCost.findNanos(costs, Contender.ezcdc, 1).orElse(null);
        Double others = NewSchemaCost.findNanos(costs, other, 1).orElse(null);
        if (own != null && others != null) {
            writeLine("");
            writeLine(String.format(
                            Locale.ROOT, "The first message costs ezcdc %.2f × the time of %s; ", own / others, other)
                    + NewSchemaCost.findBreakEven(costs, other)
                            .map(n -> n == 1
                                    ? "ezcdc is ahead from the first."
                                    : "ezcdc is ahead after at most " + n + ".")
                            .orElse("ezcdc is not ahead within the measured numbers."));
        }
    }

    private void writeTable(Corpus corpus) {
        writeLine("");
        writeLine("## " + corpus);
        writeLine("");
        Long bytes = report.recordBytes().get(corpus);
        writeLine(corpus.description() + "; " + formatGrouped(corpus.distinctRecords()) + " distinct records"
                + (bytes == null ? "" : " of " + formatGrouped(bytes) + " bytes on average (key and value)"));
        writeLine("");
        writeLine("| contender | ns/op | ± | bytes/op | speedup over " + Report.BASELINE + " |");
        writeLine("|---|--:|--:|--:|--:|");
        for (Measurement m : report.measurementsOf(corpus)) {
            writeLine("| " + Report.label(m.contender()) + " | " + formatGrouped(m.nanos()) + " | "
                    + formatGrouped(m.spreadNanos())
                    + " | "
                    + formatGrouped(m.bytes()) + " | "
                    + report.speedup(m).map(MarkdownReport::formatRatio).orElse("") + " |");
        }
    }

    private void writeNotes() {
        writeLine("");
        writeLine("## Contenders");
        writeLine("");
        for (Contender contender : report.contenders()) {
            writeLine("- " + Report.label(contender) + ": " + contender.note());
        }
        if (report.contenders().stream().anyMatch(c -> c.times() == Contender.Times.NUMBERS)) {
            writeLine("");
            writeLine("† does less than the others.");
        }
        if (report.contenders().stream().anyMatch(Contender::hasOtherFormat)) {
            writeLine("");
            writeLine("‡ reads the same changes in another format, without a schema in the message.");
        }
    }

    private void writeEnvironment() {
        Machine machine = report.machine();
        writeLine("");
        writeLine("## How it was measured");
        writeLine("");
        writeLine("| | |");
        writeLine("|---|---|");
        writeLine("| command | `" + report.command() + "` |");
        writeLine("| JMH | " + report.settings()
                + "; the tenth percentile of all iterations, ± half of their interquartile range |");
        writeLine("| processor | " + machine.cpu() + ", " + machine.cores() + " cores |");
        writeLine("| memory | " + machine.memoryGib() + " GiB |");
        writeLine("| system | " + machine.os() + " |");
        writeLine("| JDK | " + machine.jdk() + " |");
        Double load = machine.loadAverage();
        if (load != null) {
            writeLine("| load average before | " + String.format(Locale.ROOT, "%.2f", load) + " |");
        }
        writeLine("| date | " + DATE.format(report.date().atOffset(ZoneOffset.UTC)) + " |");
    }

    private static String formatRatio(double ratio) {
        return String.format(Locale.ROOT, "%.2f ×", ratio);
    }

    /** Returns a number rounded and grouped in thousands; empty for null. */
    static String formatGrouped(@Nullable Number number) {
        return number == null ? "" : String.format(Locale.ROOT, "%,d", Math.round(number.doubleValue()));
    }

    private void writeLine(String line) {
        text.append(line).append('\n');
    }
}
