package dev.ezcdc.benchmarks.variation;

import dev.ezcdc.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** The times of all rounds. Not thread-safe. */
final class VariationTimes {

    private final Map<String, List<Double>> byBenchmark = new HashMap<>();

    void addAll(Collection<RunResult> round) {
        for (RunResult result : round) {
            byBenchmark
                    .computeIfAbsent(
                            key(
                                    result.getPrimaryResult().getLabel(),
                                    result.getParams().getParam("update"),
                                    result.getParams().getParam("variation")),
                            ignored -> new ArrayList<>())
                    .add(Measurement.undisturbed(result.getPrimaryResult().getStatistics()));
        }
    }

    /** Returns the results, each with the times of the update that it is compared with. */
    List<VariationResult> toResults(Map<VariedUpdate, List<Variation>> plan) {
        List<VariationResult> results = new ArrayList<>();
        plan.forEach((update, variations) -> {
            for (Variation variation : variations) {
                VariedUpdate base = variation == Variation.schemaSource ? update.withSchemas() : update;
                if (plan.containsKey(base)) {
                    results.add(new VariationResult(
                            update,
                            variation,
                            times("ezcdc", update, variation),
                            times("ezcdc", base, Variation.unvaried),
                            times("jacksonDatabind", update, variation)));
                }
            }
        });
        return results;
    }

    private List<Double> times(String benchmark, VariedUpdate update, Variation variation) {
        return byBenchmark.getOrDefault(key(benchmark, update.name(), variation.name()), List.of());
    }

    private static String key(String benchmark, String update, String variation) {
        return benchmark + " " + update + " " + variation;
    }
}
