package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import java.util.Optional;
import java.util.stream.Collectors;

/** The state that Kafka Connect reports for a connector and its tasks, in words. */
record ConnectorState(ConnectClient connect, String name) {
    /**
     * Returns why the connector is not running, or an empty string if it is.
     *
     * @throws ConnectorLifecycle.FailedException if the connector or a task FAILED
     */
    String findProblem() {
        try {
            ConnectorStatus status = connect.findStatus(name).orElse(null);
            if (status == null) {
                return "Kafka Connect at " + connect.url() + " has no connector " + name + " (register it)";
            }
            status.failureCause().ifPresent(cause -> {
                throw fail(cause);
            });
            return status.isRunning() ? "" : describe(status);
        } catch (ConnectUnavailableException e) {
            // Temporary: Kafka Connect is starting or rebalancing.
            return Exceptions.message(e);
        }
    }

    private ConnectorLifecycle.FailedException fail(String cause) {
        Optional<String> remedy = FailureRemedy.find(cause);
        String restart = "Fix the cause, then restart the connector: `./cdc up`, or POST " + connect.url()
                + "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true";
        return new ConnectorLifecycle.FailedException(
                "connector " + name + " FAILED: " + LogTail.escapeControlCharacters(cause) + "\n"
                        + remedy.orElse(restart),
                remedy.isPresent());
    }

    private String describe(ConnectorStatus status) {
        String tasks = status.tasks().stream()
                .map(task -> "task " + task.id() + " " + task.state())
                .collect(Collectors.joining(", "));
        boolean resumable = status.state().equals("PAUSED") || status.state().equals("STOPPED");
        String url = connect.url() + "/connectors/" + status.name();
        return "connector " + status.name() + " is " + status.state() + (tasks.isEmpty() ? ", no task" : ", " + tasks)
                + (resumable ? " (to resume it: PUT " + url + "/resume)" : "");
    }
}
