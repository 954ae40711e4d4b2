package dev.ezcdc.benchmarks;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as Markdown: a table for each corpus, then what has to be known to read and to repeat it. */
final class MarkdownReport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /** The report's text, ending in a newline. */
    static String of(Report report) {
        MarkdownReport markdown = new MarkdownReport(report);
        markdown.introduction();
        report.corpora().forEach(markdown::table);
        markdown.notes();
        markdown.circumstances();
        return markdown.text.toString();
    }

    private void introduction() {
        line("# Decoding one record");
        line("");
        line(
                "Time and memory to turn one Kafka record (key and value, as bytes) into Java values, on one core. Everybody");
        line(
                "gets the same bytes and is asked for the same: key, rows before and after, all of the source, operation and");
        line(
                "times. The answers were compared with a plain reading of the JSON before anything was measured. Less is better.");
        if (report.rough()) {
            line("");
            line("**Measured too shortly to be quoted**: a look (`--quick` or no fork), not a result.");
        }
        line("");
        line("![ns/op and bytes/op by corpus and contender](decode.svg)");
    }

    private void table(Corpus corpus) {
        line("");
        line("## " + corpus);
        line("");
        Long bytes = report.recordBytes().get(corpus);
        line(corpus.description() + "; " + grouped(Ring.SIZE) + " distinct records"
                + (bytes == null ? "" : " of " + grouped(bytes) + " bytes on average (key and value)"));
        line("");
        line("| contender | ns/op | ± | bytes/op | times as fast as " + Report.BASELINE + " |");
        line("|---|--:|--:|--:|--:|");
        for (Measurement m : report.of(corpus)) {
            line("| " + Report.label(m.contender()) + " | " + grouped(m.nanos()) + " | " + grouped(m.errorNanos())
                    + " | "
                    + grouped(m.bytes()) + " | "
                    + report.timesAsFast(m).map(MarkdownReport::ratio).orElse("") + " |");
        }
    }

    private void notes() {
        line("");
        line("## Who does what");
        line("");
        for (Contender contender : report.contenders()) {
            line("- " + Report.label(contender) + ": " + contender.note());
        }
        if (report.contenders().stream().anyMatch(c -> c.times() == Contender.Times.NUMBERS)) {
            line("");
            line("† does less than the others.");
        }
    }

    private void circumstances() {
        Machine machine = report.machine();
        line("");
        line("## How it was measured");
        line("");
        line("| | |");
        line("|---|---|");
        line("| command | `" + report.command() + "` |");
        line("| JMH | " + report.settings() + "; ± is half the 99.9 % confidence interval |");
        line("| processor | " + machine.cpu() + ", " + machine.cores() + " cores |");
        line("| memory | " + machine.memoryGib() + " GiB |");
        line("| system | " + machine.os() + " |");
        line("| JDK | " + machine.jdk() + " |");
        Double load = machine.load();
        if (load != null) {
            line("| load average before | " + String.format(Locale.ROOT, "%.2f", load) + " |");
        }
        line("| date | " + DATE.format(report.date().atOffset(ZoneOffset.UTC)) + " |");
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f ×", ratio);
    }

    /** Rounded, in groups of three digits; empty for null. */
    static String grouped(@Nullable Number number) {
        return number == null ? "" : String.format(Locale.ROOT, "%,d", Math.round(number.doubleValue()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
