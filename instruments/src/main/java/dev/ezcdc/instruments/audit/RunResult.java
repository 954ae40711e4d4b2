package dev.ezcdc.instruments.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.invariant.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one fault once.
 *
 * @param violations by the rule's name; of those that hold, with a count of 0; none if there is a failure
 * @param recoveryMillis from the end of the fault until the first change made after it came through; -1 if none did
 * @param noticed how the stack itself said that something was wrong; null if it did not
 * @param restarted whether what {@code ./cdc up} does was needed
 * @param failure why the run could not be brought to its end; null if it was
 */
public record RunResult(
        Fault fault,
        long seed,
        long transactions,
        long changes,
        long resolvedInDoubt,
        long redelivered,
        Map<String, Violation> violations,
        long recoveryMillis,
        @Nullable String detected,
        boolean restarted,
        @Nullable String error,
        AuditTimeline timeline) {

    public long lost() {
        return count("NoChangeLost");
    }

    public long invented() {
        return count("NothingInvented");
    }

    public long outOfOrder() {
        return count("RowOrderPreserved");
    }

    /** Changes are gone, or ought to be noticed as such, and nothing said so. */
    public boolean isUndetected() {
        boolean mustBeNoticed = fault.expected() != ExpectedOutcome.NOTHING_LOST || lost() > 0;
        return error == null && mustBeNoticed && detected == null;
    }

    /** Whether what came of it is what must come of it. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** What is not as it must be, in words. */
    public List<String> failures() {
        List<String> wrongs = new ArrayList<>();
        if (error != null) {
            wrongs.add(error);
        }
        if (isUndetected()) {
            wrongs.add("nothing was noticed");
        }
        boolean lossIsRight = fault.expected() == ExpectedOutcome.LOSS_DETECTED;
        violations.forEach((rule, violation) -> {
            boolean follows = lossIsRight
                    && (rule.equals("NoChangeLost")
                            || rule.equals("ReplicaEqualsTable")
                            || rule.equals("TransactionsWhole"));
            if (violation.count() > 0 && !follows) {
                wrongs.add(rule + ": " + violation.count() + ", such as: " + violation.example());
            }
        });
        return wrongs;
    }

    /** Without what only a page can show. */
    @Override
    public String toString() {
        return fault.name() + ", seed " + seed + ": " + (passed() ? "right" : String.join("; ", failures()));
    }

    /** As one line of {@code runs.jsonl}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("fault", fault.name())
                .put("seed", seed)
                .put("right", passed())
                .put("transactions", transactions)
                .put("changes", changes)
                .put("lost", lost())
                .put("invented", invented())
                .put("out_of_order", outOfOrder())
                .put("redelivered", redelivered)
                .put("settled", resolvedInDoubt)
                .put("recovery_ms", recoveryMillis)
                .put("restarted", restarted)
                .put("noticed", detected);
        ArrayNode all = json.putArray("wrongs");
        failures().forEach(all::add);
        return json;
    }

    private long count(String rule) {
        return violations.getOrDefault(rule, Violation.NONE).count();
    }
}
