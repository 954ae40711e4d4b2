package dev.ezcdc.benchmarks.variation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.benchmarks.report.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The results of all variations.
 *
 * @param command the command that measured
 * @param settings a description of JMH's settings
 * @param isRough whether the run was too short for results to be quoted
 */
record VariationReport(
        List<VariationResult> results,
        Machine machine,
        Instant date,
        String command,
        String settings,
        boolean isRough) {

    /** Returns one JSON object on one line. */
    String toJson() {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("benchmark", "variations");
        json.put("rough", isRough);
        ArrayNode array = json.putArray("results");
        for (VariationResult result : results) {
            array.addObject()
                    .put("update", result.update().name())
                    .put("variation", result.variation().name())
                    .put("ns_per_op", result.medianNanos())
                    .put("factor", result.factor())
                    .put("factor_range", result.factorRange())
                    .put("goal", result.goal())
                    .put("times_as_fast_as_jacksonDatabind", result.timesAsFastAsJackson())
                    .put("met", result.isMet());
        }
        json.put("command", command);
        json.put("settings", settings);
        json.put("jdk", machine.jdk());
        json.put("date", date.toString());
        return json.toString();
    }

    /** Returns the report as Markdown, which ends with a newline. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append("# Decoding updates in other forms\n\n")
                .append("Time to decode one record, key and value. The factor is the time divided by that of the\n")
                .append("update itself in the same round: the median of the rounds, and their range.\n\n");
        if (isRough) {
            text.append("**Measured too briefly to be quoted.**\n\n");
        }
        text.append("| update | variation | ns | factor | range | goal | × jacksonDatabind | |\n")
                .append("|---|---|--:|--:|---|--:|--:|---|\n");
        for (VariationResult result : results) {
            Double jackson = result.timesAsFastAsJackson();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %.2f | %s | %.1f | %s | %s |\n",
                    result.update(),
                    result.variation().description(),
                    result.medianNanos(),
                    result.factor(),
                    result.factorRange(),
                    result.goal(),
                    jackson == null ? "" : String.format(Locale.ROOT, "%.1f", jackson),
                    result.variation() == Variation.unvaried ? "" : result.isMet() ? "met" : "**missed**"));
        }
        text.append("\nMeasured on ")
                .append(date.toString(), 0, 16)
                .append(" UTC, ")
                .append(machine.cpu())
                .append(", JDK ")
                .append(machine.jdk())
                .append(", by `")
                .append(command)
                .append("`: ")
                .append(settings)
                .append(".\n");
        return text.toString();
    }
}
