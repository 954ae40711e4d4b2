package dev.ezcdc.infra;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connector, in the terms of Kafka Connect. Immutable.
 *
 * @param state {@code RUNNING}, {@code FAILED}, {@code PAUSED}, {@code UNASSIGNED}, …
 * @param trace the stack trace of a FAILED connector, otherwise null
 */
public record ConnectorStatus(
        String name, String state, @Nullable String trace, List<Task> tasks) {
    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * The state of one task.
     *
     * @param worker the worker that runs the task, or did when it last reported: {@code host:port}
     * @param trace the stack trace of a FAILED task, otherwise null
     */
    public record Task(
            int id, String state, String worker, @Nullable String trace) {}

    /** Returns whether the connector has at least one task, and the connector and all its tasks are RUNNING. */
    public boolean isRunning() {
        return state.equals("RUNNING")
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
    }

    /** Returns the root cause of the connector's failure, or of its first FAILED task; one line of the stack trace. */
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
