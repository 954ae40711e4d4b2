package dev.ezcdc.benchmarks.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;

/** Renders the goals and what was reached. */
final class GoalTable {

    private GoalTable() {}

    /** Returns a section of Markdown; empty if no goal was measured. */
    static String toMarkdown(Report report) {
        List<GoalResult> results = GoalResult.of(report);
        if (results.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Goals\n\n");
        text.append(
                "A factor is the time of the other divided by the one of the contender. A goal of 1 means: faster.\n\n");
        text.append("| corpus | contender | other | goal | reached | in the rounds | |\n");
        text.append("|---|---|---|--:|--:|---|---|\n");
        for (GoalResult result : results) {
            Goal goal = result.goal();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.0f | %.2f | %.2f to %.2f | %s |\n",
                    goal.corpus(),
                    Report.label(goal.contender()),
                    Report.label(goal.other()),
                    goal.factor(),
                    result.reached(),
                    result.lowest(),
                    result.highest(),
                    result.isMet() ? "met" : "**missed**"));
        }
        return text.toString();
    }

    /** Adds an object for each goal. */
    static void writeTo(ArrayNode array, Report report) {
        for (GoalResult result : GoalResult.of(report)) {
            array.addObject()
                    .put("corpus", result.goal().corpus().name())
                    .put("contender", result.goal().contender().name())
                    .put("other", result.goal().other().name())
                    .put("goal", result.goal().factor())
                    .put("reached", result.reached())
                    .put("lowest", result.lowest())
                    .put("highest", result.highest())
                    .put("met", result.isMet());
        }
    }
}
