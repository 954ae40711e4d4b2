package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ConnectorOffsets;
import dev.ezcdc.infra.connector.FailureRemedy;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.Poll;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes the state of registered connectors, and waits until Kafka Connect has done so. Retries while the worker
 * rebalances. Stateless.
 */
public record ConnectorControl(ConnectClient connect, Duration timeout) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** @throws StackException if the connector is not registered */
    public ConnectorConfig require(String name) {
        return connect.findConfig(name)
                .map(settings -> new ConnectorConfig(name, settings))
                .orElseThrow(() -> {
                    List<String> names =
                            connect.listConnectors().stream().sorted().toList();
                    return new StackException("Kafka Connect at " + connect.url() + " has no connector " + name + ". "
                            + (names.isEmpty() ? "None is registered" : "Registered: " + String.join(", ", names)));
                });
    }

    /** Returns the state of a connector: UNKNOWN if the worker has not reported it yet. */
    public ConnectorStatus status(String name) {
        return connect.findStatus(name).orElseGet(() -> new ConnectorStatus(name, "UNKNOWN", null, List.of()));
    }

    public void pause(String name) {
        retry(() -> connect.pause(name));
        awaitState(name, "PAUSED", status -> isState(status, "PAUSED"));
    }

    public void stop(String name) {
        retry(() -> connect.stop(name));
        awaitState(
                name,
                "STOPPED",
                status -> status.state().equals("STOPPED") && status.tasks().isEmpty());
    }

    /** Returns when connector and tasks are RUNNING. */
    public void resume(String name) {
        retry(() -> connect.resume(name));
        awaitRunning(name);
    }

    /** Restarts connector and tasks, and returns when they are RUNNING. A paused or stopped connector stays so. */
    public void restart(String name) {
        String state = status(name).state();
        if (state.equals("PAUSED") || state.equals("STOPPED")) {
            throw new StackException(
                    "connector " + name + " is " + state + ". Resume it: `./cdc connectors resume " + name + "`");
        }
        retry(() -> connect.restart(name));
        Poll.sleep(POLL_INTERVAL); // the old state is reported until the restart has begun
        awaitRunning(name);
    }

    public void delete(String name) {
        retry(() -> connect.delete(name));
        if (!Poll.until(() -> !connect.listConnectors().contains(name), timeout, POLL_INTERVAL)) {
            throw new StackException("connector " + name + " is still registered after " + timeout.toSeconds() + " s");
        }
    }

    /** Changes the configuration. Kafka Connect restarts the tasks of a running connector some time later. */
    public void configure(ConnectorConfig config) {
        connect.putConfig(config.name(), config.settings(), timeout);
    }

    /** Changes the configuration, and returns when the task with the old one no longer reads the database. */
    public void replace(ConnectorConfig before, ConnectorConfig after, Database database) {
        new ConnectorLifecycle(connect, database, before).replaceConfig(after, timeout, () -> {});
    }

    /** Deletes the stored offsets of a stopped connector. */
    public void deleteOffsets(String name) {
        retry(() -> connect.deleteOffsets(name));
        if (!ConnectorOffsets.of(connect, name).isEmpty()) {
            throw new StackException("the offsets of connector " + name + " are still stored. Run the command again");
        }
    }

    private void awaitRunning(String name) {
        awaitState(name, "RUNNING", status -> {
            requireNoFailure(status);
            return isState(status, "RUNNING") && !status.tasks().isEmpty();
        });
    }

    /** @throws StackException if the connector or a task has FAILED, with the remedy if there is one */
    static void requireNoFailure(ConnectorStatus status) {
        status.failureCause().ifPresent(cause -> {
            throw new StackException("connector " + status.name() + " FAILED: "
                    + LogTail.escapeControlCharacters(cause)
                    + FailureRemedy.find(cause).map(remedy -> "\n" + remedy).orElse(""));
        });
    }

    private static boolean isState(ConnectorStatus status, String state) {
        return status.state().equals(state)
                && status.tasks().stream().allMatch(task -> task.state().equals(state));
    }

    private void awaitState(String name, String state, Predicate<ConnectorStatus> condition) {
        if (!Poll.until(() -> condition.test(status(name)), timeout, POLL_INTERVAL)) {
            throw new StackException("connector " + name + " is not " + state + " after " + timeout.toSeconds()
                    + " s: it is " + status(name).state() + ". Look into the worker's log");
        }
    }

    private void retry(Runnable request) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                request.run();
                return;
            } catch (ConnectUnavailableException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Poll.sleep(POLL_INTERVAL);
            }
        }
    }
}
