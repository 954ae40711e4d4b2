package dev.ezcdc.instruments.latency.measure;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.instruments.latency.hop.LatencyDistribution;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.WrittenChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/**
 * Measures PostgreSQL alone, from INSERT to a logical replication slot that the JDBC driver reads: the lower bound of any
 * connector's latency. Uses a temporary table, publication and slot.
 */
final class PostgresFloorProbe {
    private static final String NAME = "ezcdc_latency_floor";
    private static final long TIMEOUT_SECONDS = 10;

    private final Endpoints endpoints;
    private final MeasuredPipeline pipeline;
    private final Map<Long, Long> dueNanos = new ConcurrentHashMap<>();
    private final Map<Long, Long> arrivedNanos = new ConcurrentHashMap<>();

    PostgresFloorProbe(Endpoints endpoints, MeasuredPipeline pipeline) {
        this.endpoints = endpoints;
        this.pipeline = pipeline;
    }

    /**
     * Returns the latencies.
     *
     * @param warmUp load before the measurement, which is not counted
     */
    LatencyDistribution measure(SteadyRate warmUp, SteadyRate rate)
            throws SQLException, InterruptedException, ExecutionException {
        try (Connection connection =
                        DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
                Statement statement = connection.createStatement()) {
            drop(statement);
            statement.execute("CREATE TABLE public." + NAME
                    + " (id serial PRIMARY KEY, first_name text, last_name text, email text)");
            statement.execute("CREATE PUBLICATION " + NAME + " FOR TABLE public." + NAME);
            try {
                stream(warmUp, rate);
            } finally {
                drop(statement);
            }
        }
        LatencyDistribution floor = new LatencyDistribution();
        dueNanos.forEach((id, intended) -> {
            Long arrived = arrivedNanos.get(id);
            if (arrived != null) {
                floor.add(arrived - intended);
            }
        });
        return floor;
    }

    private void stream(SteadyRate warmUp, SteadyRate rate)
            throws SQLException, InterruptedException, ExecutionException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection connection = openReplicationConnection();
        try {
            PGReplicationStream stream = openStream(connection.unwrap(PGConnection.class));
            Future<?> reading = thread.submit(() -> {
                read(stream);
                return null;
            });
            pipeline.write(endpoints, warmUp, LoadListener.NONE, "public." + NAME);
            pipeline.write(endpoints, rate, new DueTimeListener(), "public." + NAME);
            awaitArrivals(reading);
        } finally {
            // This ends the reading thread and drops the temporary slot.
            connection.abort(Runnable::run);
            thread.shutdown();
            thread.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private final class DueTimeListener implements LoadListener {
        @Override
        public void onSending(WrittenChange change, long intendedNanos) {
            dueNanos.put(change.id(), intendedNanos);
        }
    }

    private void awaitArrivals(Future<?> reading) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!arrivedNanos.keySet().containsAll(dueNanos.keySet()) && System.nanoTime() - end < 0) {
            try {
                reading.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillReading) {
                continue;
            }
        }
    }

    private Connection openReplicationConnection() throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, endpoints.user());
        PGProperty.PASSWORD.set(properties, endpoints.password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return DriverManager.getConnection(endpoints.jdbcUrl(), properties);
    }

    private static PGReplicationStream openStream(PGConnection connection) throws SQLException {
        connection
                .getReplicationAPI()
                .createReplicationSlot()
                .logical()
                .withSlotName(NAME)
                .withOutputPlugin("pgoutput")
                .withTemporaryOption()
                .make();
        return connection
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(NAME)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", NAME)
                .withStatusInterval(1, TimeUnit.SECONDS)
                .start();
    }

    private void read(PGReplicationStream stream) throws SQLException {
        while (!stream.isClosed()) {
            ByteBuffer message;
            try {
                message = stream.read();
            } catch (SQLException e) {
                if (stream.isClosed() || "08006".equals(e.getSQLState())) {
                    return; // stream() aborted the connection to end this loop
                }
                throw e;
            }
            long now = System.nanoTime();
            if (message != null && message.get(message.position()) == 'I') {
                arrivedNanos.put(insertedId(message), now);
            }
        }
    }

    /** Layout of the message: 'I', relation (4), 'N', columns (2), then the first column: 't', length (4), text. */
    private static long insertedId(ByteBuffer insert) {
        int lengthOffset = insert.position() + 1 + 4 + 1 + 2 + 1;
        byte[] text = new byte[insert.getInt(lengthOffset)];
        insert.get(lengthOffset + 4, text);
        return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }

    private static void drop(Statement statement) throws SQLException {
        statement.execute("DROP PUBLICATION IF EXISTS " + NAME);
        statement.execute("DROP TABLE IF EXISTS public." + NAME);
    }
}
