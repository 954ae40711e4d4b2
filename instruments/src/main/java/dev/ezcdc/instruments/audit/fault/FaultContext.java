package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ManagedStack;
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

/** Where a fault is done: a stack of the audit's own, with changes being written and read. For the audit's thread. */
public interface FaultContext {

    ManagedStack stack();

    /** Decides what a fault leaves open, from the run's seed. */
    RandomGenerator random();

    AuditWorkload workload();

    /** @throws IllegalStateException if the fault did not ask for one */
    NetworkProxy proxy();

    /** Those in processes of their own. */
    List<ConsumerProcess> consumers();

    /** Starts another one of the same group. */
    ConsumerProcess addConsumer() throws Exception;

    /** Gives the connector other settings, besides those that it has, for the rest of the run. */
    void reconfigure(Map<String, String> connector);

    /** Says what happens, in a word or two, for the timeline. */
    void mark(String what);

    /** That something went wrong visibly, in the words in which it was said. */
    void reportDetected(String message);

    /** That this many records are to be set aside as malformed. */
    void expectMalformed(int records);

    default Endpoints endpoints() {
        return stack().endpoints();
    }

    default ConnectClient connectClient() {
        return new ConnectClient(endpoints().connectUrl());
    }

    /** Time in which the fault lasts and changes are written, if they can be. */
    default void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Between the two, by the seed. */
    default Duration randomDuration(int millis, int most) {
        return Duration.ofMillis(random().nextInt(millis, most + 1));
    }

    /** A statement on a connection of its own. */
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

    /** A query's only value, or null. */
    default @Nullable String queryValue(String sql) throws SQLException {
        try (Connection connection = openConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Stops a server for a while. */
    default void stopFor(StackService component, Duration time) {
        mark(component.id() + " stopped");
        stack().stop(component);
        sleep(time);
        stack().start(component);
        mark(component.id() + " started");
    }

    /** Asks something of Kafka Connect, again while the worker starts or rebalances. */
    default void callConnect(Consumer<ConnectClient> request) throws Exception {
        await("Kafka Connect doing what is asked of it", () -> {
            request.accept(connectClient());
            return true;
        });
    }

    /**
     * Waits until something holds, as long as a server may take to notice a fault. A worker that cannot answer yet holds
     * nothing.
     *
     * @throws IllegalStateException if it does not come to that
     */
    default void await(String what, Callable<Boolean> condition) throws Exception {
        for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); ; sleep(Duration.ofMillis(50))) {
            String why = "";
            try {
                if (condition.call()) {
                    return;
                }
            } catch (ConnectUnavailableException e) {
                why = ": " + e.getMessage();
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited in vain: " + what + why);
            }
        }
    }
}
