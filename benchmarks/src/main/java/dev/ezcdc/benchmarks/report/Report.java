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
 * The results of one run, with everything a reader needs to judge or repeat them.
 *
 * @param newSchemas cost of the first messages of new schemas; empty if it was not measured
 * @param recordBytes mean size of a corpus's records, key and value together
 * @param command command that measured
 * @param settings description of JMH's settings
 * @param rough whether the run was too short for results to be quoted
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

    /** The most widely used contender, to which the others are compared. */
    static final Contender BASELINE = Contender.jacksonDatabind;

    public Report {
        measurements = measurements.stream()
                .sorted(Comparator.comparing(Measurement::corpus).thenComparing(Measurement::contender))
                .toList();
        newSchemas = List.copyOf(newSchemas);
        recordBytes = Map.copyOf(recordBytes);
    }

    /** Returns the measured corpora. */
    List<Corpus> corpora() {
        return Arrays.stream(Corpus.values())
                .filter(corpus -> !measurementsOf(corpus).isEmpty())
                .toList();
    }

    /** Returns the measured contenders. */
    List<Contender> contenders() {
        return measurements.stream()
                .map(Measurement::contender)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the results on a corpus. */
    List<Measurement> measurementsOf(Corpus corpus) {
        return measurements.stream().filter(m -> m.corpus() == corpus).toList();
    }

    /** Returns the result of a contender on a corpus, if it was measured. */
    Optional<Measurement> find(Corpus corpus, Contender contender) {
        return measurements.stream()
                .filter(m -> m.corpus() == corpus && m.contender() == contender)
                .findFirst();
    }

    /** Returns the speedup over the baseline on the same corpus, if both were measured. */
    Optional<Double> speedup(Measurement measurement) {
        return speedup(measurement, BASELINE);
    }

    /** Returns the speedup over another contender on the same corpus, if both were measured. */
    Optional<Double> speedup(Measurement measurement, Contender other) {
        return find(measurement.corpus(), other).map(slower -> slower.nanos() / measurement.nanos());
    }

    /** Returns a contender's name, marked if it does less than the others or reads another format. */
    static String label(Contender contender) {
        if (contender.hasOtherFormat()) {
            return contender.name() + " ‡";
        }
        return contender.times() == Contender.Times.INSTANTS ? contender.name() : contender.name() + " †";
    }
}
