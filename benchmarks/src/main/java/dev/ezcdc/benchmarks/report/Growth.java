package dev.ezcdc.benchmarks.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The time for each byte of text full of escapes in a large message, compared with a small one.
 *
 * @param nanosPerByte time divided by the size of key and value
 * @param factor that time divided by the one of 10 KiB
 */
record Growth(Corpus corpus, Contender contender, double nanosPerByte, double factor) {

    /** The largest acceptable factor of ezcdc. */
    static final double GOAL = 1.5;

    private static final Corpus BASE = Corpus.escapedText10KiB;
    private static final List<Corpus> LARGER =
            List.of(Corpus.escapedText1MiB, Corpus.escapedText4MiB, Corpus.escapedText16MiB);

    boolean hasGoal() {
        return contender == Contender.ezcdc;
    }

    boolean isMet() {
        return factor <= GOAL;
    }

    /** Returns the growth of each contender that was measured with 10 KiB and more. */
    static List<Growth> of(Report report) {
        List<Growth> growth = new ArrayList<>();
        for (Corpus corpus : LARGER) {
            for (Measurement larger : report.measurementsOf(corpus)) {
                Optional<Double> base =
                        report.find(BASE, larger.contender()).flatMap(measured -> nanosPerByte(report, measured));
                Optional<Double> nanos = nanosPerByte(report, larger);
                if (base.isPresent() && nanos.isPresent()) {
                    growth.add(new Growth(corpus, larger.contender(), nanos.get(), nanos.get() / base.get()));
                }
            }
        }
        return growth;
    }

    private static Optional<Double> nanosPerByte(Report report, Measurement measured) {
        return Optional.ofNullable(report.recordBytes().get(measured.corpus())).map(bytes -> measured.nanos() / bytes);
    }

    /** Returns a section of Markdown; empty if nothing was measured. */
    static String toMarkdown(Report report) {
        List<Growth> all = of(report);
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Growth with the size of the message\n\n");
        text.append("Text full of escapes: the time for each byte, divided by the one of 10 KiB.\n\n");
        text.append("| corpus | contender | ns/byte | ÷ 10 KiB | goal of ezcdc | |\n");
        text.append("|---|---|--:|--:|--:|---|\n");
        for (Growth growth : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %s | %s |\n",
                    growth.corpus,
                    Report.label(growth.contender),
                    growth.nanosPerByte,
                    growth.factor,
                    growth.hasGoal() ? String.valueOf(GOAL) : "",
                    !growth.hasGoal() ? "" : growth.isMet() ? "met" : "**missed**"));
        }
        return text.toString();
    }

    /** Adds an object for each contender and size. */
    static void writeTo(ArrayNode array, Report report) {
        for (Growth growth : of(report)) {
            array.addObject()
                    .put("corpus", growth.corpus.name())
                    .put("contender", growth.contender.name())
                    .put("ns_per_byte", growth.nanosPerByte)
                    .put("factor", growth.factor)
                    .put("goal", growth.hasGoal() ? (Double) GOAL : null)
                    .put("met", growth.hasGoal() ? (Boolean) growth.isMet() : null);
        }
    }
}
