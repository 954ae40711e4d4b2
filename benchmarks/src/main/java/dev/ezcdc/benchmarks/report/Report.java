package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one run, and all that a reader needs to judge or repeat them.
 *
 * @param command that made it
 * @param settings how it was measured, in words
 * @param rough whether it was measured too shortly for figures to be quoted
 * @param newSchemas what the first messages of new schemas took; empty if that was not measured
 * @param recordBytes mean size of a corpus's records, key and value together
 */
public record Report(
        List<Measurement> measurements,
        List<NewSchemaCost> newSchemas,
        Map<Corpus, Long> recordBytes,
        Machine machine,
        Instant date,
        String command,
        String settings,
        boolean rough) {

    /** What the ratios are to: what most people use. */
    static final Contender BASELINE = Contender.jacksonDatabind;

    public Report {
        measurements = measurements.stream()
                .sorted(Comparator.comparing(Measurement::corpus).thenComparing(Measurement::contender))
                .toList();
        newSchemas = List.copyOf(newSchemas);
        recordBytes = Map.copyOf(recordBytes);
    }

    /** The corpora that were measured. */
    List<Corpus> corpora() {
        return Arrays.stream(Corpus.values())
                .filter(corpus -> !of(corpus).isEmpty())
                .toList();
    }

    /** The contenders that were measured. */
    List<Contender> contenders() {
        return measurements.stream()
                .map(Measurement::contender)
                .distinct()
                .sorted()
                .toList();
    }

    /** What was measured on a corpus. */
    List<Measurement> of(Corpus corpus) {
        return measurements.stream().filter(m -> m.corpus() == corpus).toList();
    }

    /** How many times as fast as the baseline a contender was on the same corpus, if both were measured. */
    Optional<Double> timesAsFast(Measurement measurement) {
        return timesAsFast(measurement, BASELINE);
    }

    /** How many times as fast as another one. */
    Optional<Double> timesAsFast(Measurement measurement, Contender other) {
        return of(measurement.corpus()).stream()
                .filter(m -> m.contender() == other)
                .map(slower -> slower.nanos() / measurement.nanos())
                .findFirst();
    }

    /** A contender's name, marked if it does less than the others. */
    static String label(Contender contender) {
        return contender.times() == Contender.Times.INSTANTS ? contender.name() : contender.name() + " †";
    }
}
