package dev.ezcdc.instruments.latency.record;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The offset between PostgreSQL's clock and this JVM's.
 *
 * @param micros offset to subtract from PostgreSQL's time; positive if PostgreSQL's clock is ahead
 * @param uncertaintyMicros half of the shortest round trip
 */
public record ClockOffset(long micros, long uncertaintyMicros) {
    private static final int TRIES = 200;

    /** Measures the offset by many queries and uses the one with the shortest round trip. */
    public static ClockOffset measure(String jdbcUrl, String user, String password) throws SQLException {
        ClockOffset best = new ClockOffset(0, Long.MAX_VALUE);
        String sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < TRIES; i++) {
                long before = wallMicros();
                long server = queryServerMicros(query);
                long after = wallMicros();
                if ((after - before) / 2 < best.uncertaintyMicros) {
                    best = new ClockOffset(server - (before + after) / 2, (after - before) / 2);
                }
            }
        }
        return best;
    }

    /** Returns this machine's wall-clock time in microseconds since the epoch. */
    static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static long queryServerMicros(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("the query for PostgreSQL's time returned no row");
            }
            return row.getLong(1);
        }
    }
}
