package dev.ezcdc.instruments.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.invariant.Invariant;
import dev.ezcdc.instruments.audit.invariant.NoChangeLost;
import dev.ezcdc.instruments.audit.invariant.NothingInvented;
import dev.ezcdc.instruments.audit.invariant.ReplicaEqualsTable;
import dev.ezcdc.instruments.audit.invariant.RowOrderPreserved;
import dev.ezcdc.instruments.audit.invariant.TransactionsComplete;
import dev.ezcdc.instruments.audit.invariant.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run of a fault.
 *
 * @param resolvedInDoubt transactions whose commit was in doubt and was resolved afterwards
 * @param lostByDatabase changes that PostgreSQL acknowledged, and that the server after a failover does not have
 * @param violations violations by the invariant's name, with a count of 0 for those that hold; empty if there is an error
 * @param standstillMillis the longest time without a change since the beginning of the fault
 * @param recoveryMillis time from the end of the fault until the first change that was due later arrived; -1 if none did
 * @param detected how the stack reported a problem; null if it did not
 * @param restarted whether the recovery had to do what {@code ./cdc up} does
 * @param error the reason why the run could not be completed; null if it was
 */
public record RunResult(
        Fault fault,
        long seed,
        long transactions,
        long changes,
        long resolvedInDoubt,
        long lostByDatabase,
        long redelivered,
        Map<String, Violation> violations,
        long standstillMillis,
        long recoveryMillis,
        @Nullable String detected,
        boolean restarted,
        @Nullable String error,
        AuditTimeline timeline) {

    /** Invariants that an expected loss necessarily violates. */
    private static final Set<String> VIOLATED_BY_LOSS =
            Set.of(name(NoChangeLost.class), name(ReplicaEqualsTable.class), name(TransactionsComplete.class));

    public long lost() {
        return count(NoChangeLost.class);
    }

    public long invented() {
        return count(NothingInvented.class);
    }

    public long outOfOrder() {
        return count(RowOrderPreserved.class);
    }

    /** Returns whether changes were lost, or a loss or failure was expected, and the stack did not report a problem. */
    public boolean isUndetected() {
        boolean mustBeDetected = fault.expected() != ExpectedOutcome.NOTHING_LOST || lost() > 0;
        return error == null && mustBeDetected && detected == null;
    }

    /** Returns whether the run had the expected outcome. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** Returns a description of each deviation from the expected outcome. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (error != null) {
            failures.add(error);
        }
        if (isUndetected()) {
            failures.add("nothing was detected");
        }
        boolean lossExpected = fault.expected() == ExpectedOutcome.LOSS_DETECTED;
        violations.forEach((invariant, violation) -> {
            boolean expected = lossExpected && VIOLATED_BY_LOSS.contains(invariant);
            if (violation.count() > 0 && !expected) {
                failures.add(invariant + ": " + violation.count() + ", for example: " + violation.example());
            }
        });
        return failures;
    }

    /** Omits the timeline. */
    @Override
    public String toString() {
        return fault.name() + ", seed " + seed + ": " + (passed() ? "passed" : String.join("; ", failures()));
    }

    /** Returns the line for {@code runs.jsonl}. */
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
                .put("lost_by_database", lostByDatabase)
                .put("standstill_ms", standstillMillis)
                .put("recovery_ms", recoveryMillis)
                .put("restarted", restarted)
                .put("noticed", detected);
        ArrayNode failures = json.putArray("wrongs");
        failures().forEach(failures::add);
        return json;
    }

    private long count(Class<? extends Invariant> invariant) {
        return violations.getOrDefault(name(invariant), Violation.NONE).count();
    }

    private static String name(Class<? extends Invariant> invariant) {
        return invariant.getSimpleName();
    }
}
