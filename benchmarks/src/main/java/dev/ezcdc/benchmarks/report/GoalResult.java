package dev.ezcdc.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The factor that a run reached, next to its goal.
 *
 * @param reached the factor of the medians of all iterations
 * @param lowest the smallest factor of a round
 * @param highest the largest factor of a round
 */
record GoalResult(Goal goal, double reached, double lowest, double highest) {

    /** Returns whether the goal was reached. A goal of 1 requires to be faster. */
    boolean isMet() {
        return goal.factor() == 1 ? reached > 1 : reached >= goal.factor();
    }

    /** Returns the results of all goals whose contenders a report measured. */
    static List<GoalResult> of(Report report) {
        List<GoalResult> results = new ArrayList<>();
        for (Goal goal : Goal.all()) {
            Optional<Measurement> own = report.find(goal.corpus(), goal.contender());
            Optional<Measurement> other = report.find(goal.corpus(), goal.other());
            if (own.isPresent() && other.isPresent()) {
                results.add(of(goal, own.get(), other.get()));
            }
        }
        return results;
    }

    /** Divides the times of each round, because the contenders took turns within it. */
    private static GoalResult of(Goal goal, Measurement own, Measurement other) {
        double[] factors = IntStream.range(
                        0, Math.min(own.roundNanos().size(), other.roundNanos().size()))
                .mapToDouble(round ->
                        other.roundNanos().get(round) / own.roundNanos().get(round))
                .sorted()
                .toArray();
        double reached = other.nanos() / own.nanos();
        return factors.length == 0
                ? new GoalResult(goal, reached, reached, reached)
                : new GoalResult(goal, reached, factors[0], factors[factors.length - 1]);
    }
}
