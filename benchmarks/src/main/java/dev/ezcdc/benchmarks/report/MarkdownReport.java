package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.Ring;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as Markdown: a table for each corpus, then what has to be known to read and to repeat it. */
public final class MarkdownReport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /**
     * The report's text, ending in a newline.
     *
     * @param chart the picture's file
     */
    public static String of(Report report, String chart) {
        MarkdownReport markdown = new MarkdownReport(report);
        markdown.introduction(chart);
        markdown.summary();
        markdown.newSchemas();
        report.corpora().forEach(markdown::table);
        markdown.notes();
        markdown.circumstances();
        return markdown.text.toString();
    }

    private void introduction(String chart) {
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
        line("![ns/op and bytes/op by corpus and contender](" + chart + ")");
    }

    /** This project's decoder beside those that people ask about. */
    private void summary() {
        List<Contender> others = Stream.of(
                        Contender.jacksonDatabind, Contender.fastjson2, Contender.connectJsonConverter)
                .filter(report.contenders()::contains)
                .toList();
        if (!report.contenders().contains(Contender.ezcdc) || others.isEmpty()) {
            return;
        }
        line("");
        line("## ezcdc, and how many times as fast it is as others");
        line("");
        line("| corpus | ns/op | bytes/op |"
                + others.stream().map(other -> " " + Report.label(other) + " |").collect(Collectors.joining()));
        line("|---|--:|--:|" + "--:|".repeat(others.size()));
        for (Corpus corpus : report.corpora()) {
            report.of(corpus).stream()
                    .filter(m -> m.contender() == Contender.ezcdc)
                    .forEach(m -> line("| " + corpus + " | " + grouped(m.nanos()) + " | " + grouped(m.bytes()) + " |"
                            + others.stream()
                                    .map(other -> " "
                                            + report.timesAsFast(m, other)
                                                    .map(MarkdownReport::ratio)
                                                    .orElse("") + " |")
                                    .collect(Collectors.joining())));
        }
    }

    private void newSchemas() {
        List<NewSchemaCost> costs = report.newSchemas();
        if (costs.isEmpty()) {
            return;
        }
        line("");
        line("## The first messages of a new schema");
        line("");
        line("Nanoseconds, all messages together, of " + NewSchemaCost.CORPUS
                + " with a schema that was never seen, in a");
        line("decoder that has seen so many that it has long begun to forget the oldest.");
        line("");
        line("| contender |"
                + NewSchemaCost.MESSAGES.stream()
                        .map(n -> " " + (n == 1 ? "the first" : "the first " + n) + " |")
                        .collect(Collectors.joining()));
        line("|---|" + "--:|".repeat(NewSchemaCost.MESSAGES.size()));
        List<Contender> contenders =
                costs.stream().map(NewSchemaCost::contender).distinct().toList();
        for (Contender contender : contenders) {
            line("| " + contender + " |"
                    + NewSchemaCost.MESSAGES.stream()
                            .map(n -> " "
                                    + grouped(NewSchemaCost.nanos(costs, contender, n)
                                            .orElse(null)) + " |")
                            .collect(Collectors.joining()));
        }
        contenders.stream().filter(contender -> contender != Contender.ezcdc).forEach(other -> wonBack(costs, other));
    }

    private void wonBack(List<NewSchemaCost> costs, Contender other) {
        Double own = NewSchemaCost.nanos(costs, Contender.ezcdc, 1).orElse(null);
        Double others = NewSchemaCost.nanos(costs, other, 1).orElse(null);
        if (own != null && others != null) {
            line("");
            line(String.format(Locale.ROOT, "The first costs ezcdc %.2f times what it costs %s; ", own / others, other)
                    + NewSchemaCost.wonBackAfter(costs, other)
                            .map(n -> n == 1
                                    ? "it is ahead from the first."
                                    : "it is ahead after " + n + " at the latest.")
                            .orElse("it is not ahead within those measured."));
        }
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
            line("| " + Report.label(m.contender()) + " | " + grouped(m.nanos()) + " | " + grouped(m.spreadNanos())
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
        line("| JMH | " + report.settings()
                + "; the median of all iterations, ± half of what lies between their quartiles |");
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
