package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ReplicatedStack;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.instruments.audit.work.AuditWorkload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The stack and the load of a run, for the faults that act on them. Confined to the audit's thread. */
public interface FaultContext {

    ReplicatedStack stack();

    /** Returns the generator for every random choice of a fault, seeded by the run. */
    RandomGenerator random();

    AuditWorkload workload();

    /**
     * Returns the proxy between Connect and PostgreSQL.
     *
     * @throws IllegalStateException if there is no proxy
     */
    NetworkProxy proxy();

    /** Returns the consumers in separate processes. */
    List<ConsumerProcess> consumers();

    /** Starts another consumer process of the same group. */
    ConsumerProcess addConsumer() throws Exception;

    /** Adds settings to the connector's configuration for the rest of the run. */
    void reconfigure(Map<String, String> connectorSettings);

    /** Adds a mark to the timeline. */
    void mark(String label);

    /** Reports that the stack detected a problem. */
    void reportDetected(String message);

    /** Adds to the number of records that must be dead-lettered as malformed. */
    void expectMalformed(int records);

    default Endpoints endpoints() {
        return stack().endpoints();
    }

    default ConnectClient connectClient() {
        return ConnectClient.of(endpoints());
    }

    default void sleep(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    /** Returns a random duration between the bounds, both inclusive. */
    default Duration randomDuration(int minMillis, int maxMillis) {
        return Duration.ofMillis(random().nextInt(minMillis, maxMillis + 1));
    }

    /** Executes a statement on a separate connection. */
    default void execute(String sql) throws SQLException {
        try (Connection connection = openConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    default Connection openConnection() throws SQLException {
        return DriverManager.getConnection(
                endpoints().jdbcUrl(), endpoints().user(), endpoints().password());
    }

    /** Returns the first value of a query, or null if it has no rows. */
    default @Nullable String queryValue(String sql) throws SQLException {
        try (Connection connection = openConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Stops a server, waits, and starts it again. */
    default void stopFor(StackService service, Duration duration) {
        mark(service.id() + " stopped");
        stack().stop(service);
        sleep(duration);
        stack().start(service);
        mark(service.id() + " started");
    }

    /** Sends a request to Kafka Connect, and retries while the worker starts or rebalances. */
    default void callConnect(Consumer<ConnectClient> request) throws Exception {
        await("Kafka Connect to accept a request", () -> {
            request.accept(connectClient());
            return true;
        });
    }

    /**
     * Waits up to 60 seconds for a condition. While the worker is unavailable, the condition is not met.
     *
     * @param description completes "waited 60 s for"
     * @throws IllegalStateException if the condition is not met in time
     */
    default void await(String description, Callable<Boolean> condition) throws Exception {
        for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); ; sleep(Duration.ofMillis(50))) {
            String reason = "";
            try {
                if (condition.call()) {
                    return;
                }
            } catch (ConnectUnavailableException e) {
                reason = ": " + e.getMessage();
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited 60 s for " + description + reason);
            }
        }
    }
}
