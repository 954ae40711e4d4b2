package dev.ezcdc.cli.exporter;

import dev.ezcdc.infra.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replication slots of a PostgreSQL server, of all its databases: every slot can fill the disk. */
public final class SlotSource implements MetricSource {

    private static final List<String> WAL_STATUSES = List.of("reserved", "extended", "unreserved", "lost");

    /** Reads {@code wal_status} and distances. Without pg_monitor the state of the client is hidden, so it is assumed. */
    private static final String SLOTS = """
            select s.slot_name, s.slot_type, coalesce(s.database, ''), s.active, coalesce(s.wal_status, ''),
                   s.active and coalesce(r.state, 'streaming') = 'streaming',
                   pg_wal_lsn_diff(l.lsn, s.restart_lsn), pg_wal_lsn_diff(l.lsn, s.confirmed_flush_lsn),
                   s.safe_wal_size
            from (select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end) l(lsn)
            cross join pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid""";

    private final Database database;
    private @Nullable Connection connection;

    /** Opens no connection. */
    public SlotSource(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public List<Gauge> read() {
        List<Gauge> gauges = new ArrayList<>();
        try (Statement statement = open().createStatement();
                ResultSet row = statement.executeQuery(SLOTS)) {
            while (row.next()) {
                addSlot(gauges, row);
            }
            return gauges;
        } catch (SQLException e) {
            close(); // the next read opens a new connection
            throw database.toStackException(e);
        }
    }

    private static void addSlot(List<Gauge> gauges, ResultSet row) throws SQLException {
        Map<String, String> slot =
                Map.of("slot", row.getString(1), "slot_type", row.getString(2), "database", row.getString(3));
        gauges.add(Gauge.of(Metric.SLOT_ACTIVE, slot, row.getBoolean(4)));
        gauges.add(Gauge.of(Metric.SLOT_STREAMING, slot, row.getBoolean(6)));
        String current = row.getString(5);
        for (String status : WAL_STATUSES) {
            gauges.add(Gauge.of(Metric.SLOT_WAL_STATUS, with(slot, "wal_status", status), status.equals(current)));
        }
        addBytes(gauges, Metric.SLOT_RETAINED_WAL, slot, row, 7);
        addBytes(gauges, Metric.SLOT_LAG, slot, row, 8);
        addBytes(gauges, Metric.SLOT_SAFE_WAL, slot, row, 9);
    }

    private static void addBytes(List<Gauge> gauges, Metric metric, Map<String, String> slot, ResultSet row, int column)
            throws SQLException {
        double bytes = row.getDouble(column);
        if (!row.wasNull()) {
            gauges.add(new Gauge(metric, slot, bytes));
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(name, value);
        return more;
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.open();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException ignored) {
                // The server is gone, and the connection with it.
            }
        }
    }
}
