package dev.ezcdc.loadgen.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.LoadSummary.FailureCount;
import java.util.Locale;

/** Formats a summary as a table or as JSON. */
final class SummaryFormat {

    private static final int MAX_COLUMNS = 80;

    private SummaryFormat() {}

    static String formatTable(LoadSummary summary) {
        return String.format(
                Locale.ROOT,
                """
                rows        %,12d   inserted %,d, updated %,d, deleted %,d
                rows/s      %,12.1f   in %.1f s, %,d statements, %,d errors
                %sstatement   %9.0f µs   p50; p99 %,.0f µs, max %,.0f µs
                pacing      %9.0f µs   p50 after the due time; p99 %,.0f µs, max %,.0f µs
                seed        %12d""",
                summary.rows(),
                summary.inserted(),
                summary.updated(),
                summary.deleted(),
                summary.rowsPerSecond(),
                summary.seconds(),
                summary.statements(),
                summary.errors(),
                formatOutcomes(summary) + formatRollbacks(summary) + formatReconnects(summary),
                summary.statement().p50Micros(),
                summary.statement().p99Micros(),
                summary.statement().maxMicros(),
                summary.pacing().p50Micros(),
                summary.pacing().p99Micros(),
                summary.pacing().maxMicros(),
                summary.seed());
    }

    /** Formats how the attempted changes add up; nothing if all of them were written. */
    private static String formatOutcomes(LoadSummary summary) {
        if (summary.skipped() + summary.errors() == 0) {
            return "";
        }
        StringBuilder lines = new StringBuilder(String.format(
                Locale.ROOT,
                "attempted   %,12d   skipped %,d, failed %,d, in doubt %,d%n",
                summary.attempted(),
                summary.skipped(),
                summary.failed(),
                summary.inDoubt()));
        for (FailureCount failure : summary.failures()) {
            String line = String.format(
                    Locale.ROOT, "  %-9s %,12d   %s", failure.sqlState(), failure.count(), failure.message());
            lines.append(truncate(line)).append(System.lineSeparator());
        }
        return lines.toString();
    }

    private static String truncate(String line) {
        return line.length() <= MAX_COLUMNS ? line : line.substring(0, MAX_COLUMNS - 1) + "…";
    }

    private static String formatRollbacks(LoadSummary summary) {
        return summary.rolledBack() + summary.truncates() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "rolled back %,12d   rows on purpose; %,d truncates%n",
                        summary.rolledBack(),
                        summary.truncates());
    }

    private static String formatReconnects(LoadSummary summary) {
        return summary.reconnects() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "reconnects  %,12d   %,d in-doubt statements resolved%n",
                        summary.reconnects(),
                        summary.resolved());
    }

    /** Formats the summary as one JSON object on one line. */
    static String formatJson(LoadSummary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rows", summary.rows());
        json.put("inserted", summary.inserted());
        json.put("updated", summary.updated());
        json.put("deleted", summary.deleted());
        json.put("rows_per_s", round(summary.rowsPerSecond()));
        json.put("statements", summary.statements());
        json.put("attempted", summary.attempted());
        json.put("skipped", summary.skipped());
        json.put("failed", summary.failed());
        json.put("in_doubt", summary.inDoubt());
        json.put("errors", summary.errors());
        ArrayNode failures = json.putArray("failures");
        for (FailureCount failure : summary.failures()) {
            failures.addObject()
                    .put("sqlstate", failure.sqlState())
                    .put("count", failure.count())
                    .put("message", failure.message());
        }
        json.put("rolled_back", summary.rolledBack());
        json.put("truncates", summary.truncates());
        json.put("reconnects", summary.reconnects());
        json.put("settled", summary.resolved());
        json.put("unsent", summary.unsent());
        json.put("pacing_p50_us", round(summary.pacing().p50Micros()));
        json.put("pacing_p99_us", round(summary.pacing().p99Micros()));
        json.put("pacing_max_us", round(summary.pacing().maxMicros()));
        json.put("statement_p50_us", round(summary.statement().p50Micros()));
        json.put("statement_p99_us", round(summary.statement().p99Micros()));
        json.put("statement_max_us", round(summary.statement().maxMicros()));
        json.put("seconds", Math.round(summary.seconds() * 1_000) / 1e3);
        json.put("seed", summary.seed());
        return json.toString();
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
