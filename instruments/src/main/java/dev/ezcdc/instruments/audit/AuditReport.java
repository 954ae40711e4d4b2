package dev.ezcdc.instruments.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The results of an audit and their sums.
 *
 * @param runs results in order of execution
 * @param samples resource usage over time in a soak; empty otherwise
 */
public record AuditReport(List<RunResult> runs, List<ResourceSampler.Sample> samples) {

    public AuditReport {
        runs = List.copyOf(runs);
        samples = List.copyOf(samples);
    }

    /** Returns whether there is at least one run and every run had its expected outcome. */
    public boolean passed() {
        return !runs.isEmpty() && runs.stream().allMatch(RunResult::passed);
    }

    /** Prints a line per fault, then the failures and, after a soak, the growth of resources. */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-40s %4s %7s %6s %6s %6s %7s %7s %9s  %s%n",
                "fault",
                "runs",
                "changes",
                "lost",
                "invent",
                "order",
                "redeliv",
                "still",
                "recovery",
                "outcome");
        for (Map.Entry<Fault, List<RunResult>> runsOfFault : byFault().entrySet()) {
            Fault fault = runsOfFault.getKey();
            List<RunResult> results = runsOfFault.getValue();
            boolean passed = results.stream().allMatch(RunResult::passed);
            out.printf(
                    Locale.ROOT,
                    "%-40s %4d %7d %6d %6d %6d %7d %7s %9s  %s%n",
                    fault.name(),
                    results.size(),
                    sum(results, RunResult::changes),
                    sum(results, RunResult::lost),
                    sum(results, RunResult::invented),
                    sum(results, RunResult::outOfOrder),
                    sum(results, RunResult::redelivered),
                    seconds(results.stream()
                            .mapToLong(RunResult::standstillMillis)
                            .max()
                            .orElse(0)),
                    longestRecovery(results),
                    passed ? fault.expected() : "FAILED");
        }
        for (RunResult run : runs) {
            for (String failure : run.failures()) {
                out.println("! " + run.fault().name() + ", seed " + run.seed() + ": "
                        + failure.lines().findFirst().orElse(""));
            }
        }
        if (!samples.isEmpty()) {
            ResourceGrowth.of(samples).forEach(growth -> out.println(growth.describe()));
        }
        out.flush();
    }

    /** Writes an HTML page with the timeline of one run: the one that recovered last, preferably a failed one. */
    public void writePage(Path file) throws IOException {
        new AuditPage(this).build().write(file);
    }

    /** Returns the sums as JSON. Expected losses are counted separately. */
    public ObjectNode toJson() {
        List<RunResult> withoutExpectedLoss = runs.stream()
                .filter(run -> run.fault().expected() != ExpectedOutcome.LOSS_DETECTED)
                .toList();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("faults", byFault().size())
                .put("runs", runs.size())
                .put("lost", sum(withoutExpectedLoss, RunResult::lost))
                .put("invented", sum(runs, RunResult::invented))
                .put("out_of_order", sum(runs, RunResult::outOfOrder))
                .put("redelivered", sum(runs, RunResult::redelivered))
                .put("undetected", runs.stream().filter(RunResult::isUndetected).count())
                .put("lost_and_noticed", sum(runs, RunResult::lost) - sum(withoutExpectedLoss, RunResult::lost))
                .put("wrong", runs.stream().filter(run -> !run.passed()).count())
                .put("transactions", sum(runs, RunResult::transactions))
                .put("changes", sum(runs, RunResult::changes))
                .put("settled", sum(runs, RunResult::resolvedInDoubt))
                .put("lost_by_database", sum(runs, RunResult::lostByDatabase));
        if (!samples.isEmpty()) {
            ObjectNode growth = json.putObject("growth_percent");
            ResourceGrowth.of(samples).forEach(resource -> growth.put(resource.name(), resource.percent()));
        }
        return json;
    }

    Map<Fault, List<RunResult>> byFault() {
        Map<Fault, List<RunResult>> byFault = new LinkedHashMap<>();
        runs.forEach(run ->
                byFault.computeIfAbsent(run.fault(), key -> new ArrayList<>()).add(run));
        return byFault;
    }

    static long sum(List<RunResult> runs, ToLongFunction<RunResult> value) {
        return runs.stream().mapToLong(value).sum();
    }

    /** Returns the longest recovery time, or "-" if no run recovered. */
    static String longestRecovery(List<RunResult> runs) {
        long longest = runs.stream().mapToLong(RunResult::recoveryMillis).max().orElse(-1);
        return longest < 0 ? "-" : seconds(longest);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
}
