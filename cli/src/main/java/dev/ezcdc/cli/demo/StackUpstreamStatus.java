package dev.ezcdc.cli.demo;

import dev.ezcdc.consumer.dashboard.UpstreamStatus;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.connector.ConnectClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The status of a stack's replication slots and connectors, for the dashboard. Thread-safe. */
public final class StackUpstreamStatus implements UpstreamStatus, AutoCloseable {

    /** Kafka Connect is polled less often than PostgreSQL: its status changes rarely, and a request costs it more. */
    private static final int POLLS_PER_CONNECT_POLL = 5;

    private static final String SLOTS = """
            select s.slot_name, s.wal_status,
                   case when not s.active then 'not read'
                        when r.state is null or r.state = 'streaming' then 'streaming'
                        else r.state end,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint
            from pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid
            where s.slot_type = 'logical' and s.database = current_database()
            order by s.slot_name limit 4""";

    private final Endpoints endpoints;
    private final ConnectClient connect;
    private List<Fact> connectorFacts = List.of();
    private int polls;
    private @Nullable Connection connection;

    public StackUpstreamStatus(Endpoints endpoints) {
        this.endpoints = endpoints;
        this.connect = ConnectClient.of(endpoints);
    }

    @Override
    public synchronized List<Fact> fetchFacts() throws SQLException {
        List<Fact> facts = new ArrayList<>(readSlots());
        if (polls++ % POLLS_PER_CONNECT_POLL == 0) {
            connectorFacts = readConnectors();
        }
        facts.addAll(connectorFacts);
        return facts;
    }

    private List<Fact> readSlots() throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement statement = openConnection().prepareStatement(SLOTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String state = row.getString(3);
                facts.add(database("slot", row.getString(1) + ", " + state, !"streaming".equals(state)));
                facts.add(database("retained WAL", bytes(row.getLong(4)), "lost".equals(row.getString(2))));
                facts.add(database("not confirmed", bytes(row.getLong(5)), false));
            }
        } catch (SQLException failure) {
            close(); // the next poll opens a new connection
            throw failure;
        }
        return facts;
    }

    private List<Fact> readConnectors() {
        List<Fact> facts = new ArrayList<>();
        for (String name : connect.listConnectors()) {
            connect.findStatus(name)
                    .ifPresent(
                            status -> facts.add(new Fact(Station.CONNECTOR, name, state(status), !status.isRunning())));
        }
        return facts;
    }

    private static String state(ConnectorStatus status) {
        return status.isRunning()
                ? "running"
                : status.failureCause().orElse(status.state().toLowerCase(Locale.ROOT));
    }

    private static Fact database(String name, String value, boolean trouble) {
        return new Fact(Station.DATABASE, name, value, trouble);
    }

    private Connection openConnection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            Properties properties = new Properties();
            properties.setProperty("user", endpoints.user());
            properties.setProperty("password", endpoints.password());
            properties.setProperty("connectTimeout", "2");
            properties.setProperty("socketTimeout", "5");
            properties.setProperty("ApplicationName", "ez-cdc dashboard");
            open = DriverManager.getConnection(endpoints.jdbcUrl(), properties);
            connection = open;
        }
        return open;
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    /** Closes the connection. A later poll opens a new one. */
    @Override
    public synchronized void close() {
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
