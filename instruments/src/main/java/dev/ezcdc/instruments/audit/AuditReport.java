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
 * The runs of an audit, added up.
 *
 * @param runs in the order in which they were made
 * @param samples of a soak, what the servers took over time; empty otherwise
 */
public record AuditReport(List<RunResult> runs, List<ResourceSampler.Sample> samples) {

    public AuditReport {
        runs = List.copyOf(runs);
        samples = List.copyOf(samples);
    }

    /** Whether of every fault came what must come of it. */
    public boolean passed() {
        return !runs.isEmpty() && runs.stream().allMatch(RunResult::passed);
    }

    /** A line for each kind of fault, then what was not right. */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-25s %4s %7s %6s %6s %6s %7s %9s  %s%n",
                "fault",
                "runs",
                "changes",
                "lost",
                "invent",
                "order",
                "redeliv",
                "recovery",
                "verdict");
        for (Map.Entry<Fault, List<RunResult>> each : byFault().entrySet()) {
            List<RunResult> of = each.getValue();
            boolean right = of.stream().allMatch(RunResult::passed);
            out.printf(
                    Locale.ROOT,
                    "%-25s %4d %7d %6d %6d %6d %7d %9s  %s%n",
                    each.getKey().name(),
                    of.size(),
                    sum(of, RunResult::changes),
                    sum(of, RunResult::lost),
                    sum(of, RunResult::invented),
                    sum(of, RunResult::outOfOrder),
                    sum(of, RunResult::redelivered),
                    longestRecovery(of),
                    right ? each.getKey().expected() : "WRONG");
        }
        for (RunResult run : runs) {
            for (String wrong : run.failures()) {
                out.println("! " + run.fault().name() + ", seed " + run.seed() + ": "
                        + wrong.lines().findFirst().orElse(""));
            }
        }
        if (!samples.isEmpty()) {
            ResourceGrowth.of(samples).forEach(growth -> out.println(growth.describe()));
        }
        out.flush();
    }

    /** Writes the same as a page, with one run over time: one that was not right, or the one that took longest. */
    public void writePage(Path file) throws IOException {
        new AuditPage(this).build().write(file);
    }

    /** The sums. What is lost where loss is right counts apart. */
    public ObjectNode toJson() {
        List<RunResult> others = runs.stream()
                .filter(run -> run.fault().expected() != ExpectedOutcome.LOSS_DETECTED)
                .toList();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("faults", byFault().size())
                .put("runs", runs.size())
                .put("lost", sum(others, RunResult::lost))
                .put("invented", sum(runs, RunResult::invented))
                .put("out_of_order", sum(runs, RunResult::outOfOrder))
                .put("redelivered", sum(runs, RunResult::redelivered))
                .put("undetected", runs.stream().filter(RunResult::isUndetected).count())
                .put("lost_and_noticed", sum(runs, RunResult::lost) - sum(others, RunResult::lost))
                .put("wrong", runs.stream().filter(run -> !run.passed()).count())
                .put("transactions", sum(runs, RunResult::transactions))
                .put("changes", sum(runs, RunResult::changes))
                .put("settled", sum(runs, RunResult::resolvedInDoubt));
        if (!samples.isEmpty()) {
            ObjectNode growth = json.putObject("growth_percent");
            ResourceGrowth.of(samples).forEach(each -> growth.put(each.name(), each.percent()));
        }
        return json;
    }

    Map<Fault, List<RunResult>> byFault() {
        Map<Fault, List<RunResult>> byFault = new LinkedHashMap<>();
        runs.forEach(run ->
                byFault.computeIfAbsent(run.fault(), key -> new ArrayList<>()).add(run));
        return byFault;
    }

    static long sum(List<RunResult> runs, ToLongFunction<RunResult> figure) {
        return runs.stream().mapToLong(figure).sum();
    }

    /** The longest of them. */
    static String longestRecovery(List<RunResult> runs) {
        long longest = runs.stream().mapToLong(RunResult::recoveryMillis).max().orElse(-1);
        return longest < 0 ? "-" : String.format(Locale.ROOT, "%.1f s", longest / 1e3);
    }
}
