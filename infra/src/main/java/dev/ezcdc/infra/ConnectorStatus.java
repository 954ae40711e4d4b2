package dev.ezcdc.infra;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka Connect says of a connector, in its own words.
 *
 * @param state {@code RUNNING}, {@code FAILED}, {@code PAUSED}, {@code UNASSIGNED}, …
 * @param trace the stack trace of a connector that FAILED
 */
public record ConnectorStatus(
        String name, String state, @Nullable String trace, List<Task> tasks) {
    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /** One task; {@code trace} is the stack trace of one that FAILED. */
    public record Task(int id, String state, @Nullable String trace) {}

    /** Whether the connector and every task of it, one at least, are RUNNING. */
    public boolean isRunning() {
        return state.equals("RUNNING")
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
    }

    /** The line of the first FAILED part's trace that names the root cause. */
    public Optional<String> failureCause() {
        if (state.equals("FAILED")) {
            return Optional.of(findRootCause(trace));
        }
        return tasks.stream()
                .filter(task -> task.state().equals("FAILED"))
                .map(task -> findRootCause(task.trace()))
                .findFirst();
    }

    private static String findRootCause(@Nullable String trace) {
        if (trace == null || trace.isBlank()) {
            return "no reason given";
        }
        String cause = "Caused by: ";
        int last = trace.lastIndexOf(cause);
        String from = last < 0 ? trace : trace.substring(last + cause.length());
        return from.lines().findFirst().orElse(trace).strip();
    }
}
