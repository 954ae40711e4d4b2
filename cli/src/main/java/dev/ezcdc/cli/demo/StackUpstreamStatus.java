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

/** What a stack's PostgreSQL and Kafka Connect say of themselves, for the page. Thread-safe. */
public final class StackUpstreamStatus implements UpstreamStatus, AutoCloseable {

    /** Connect is asked only every so many times: its answer changes seldom, and it has other work to do. */
    private static final int ASK_CONNECT_EVERY = 5;

    private static final String SLOTS = """
            select s.slot_name, s.wal_status,
                   case when not s.active then 'nobody reads'
                        when r.state is null or r.state = 'streaming' then 'streaming'
                        else r.state end,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint
            from pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid
            where s.slot_type = 'logical' and s.database = current_database()
            order by s.slot_name limit 4""";

    private final Endpoints endpoints;
    private final ConnectClient connect;
    private List<Fact> ofConnect = List.of();
    private int looks;
    private @Nullable Connection connection;

    public StackUpstreamStatus(Endpoints endpoints) {
        this.endpoints = endpoints;
        this.connect = new ConnectClient(endpoints.connectUrl());
    }

    @Override
    public synchronized List<Fact> fetchFacts() throws SQLException {
        List<Fact> facts = new ArrayList<>(slots());
        if (looks++ % ASK_CONNECT_EVERY == 0) {
            ofConnect = connectors();
        }
        facts.addAll(ofConnect);
        return facts;
    }

    private List<Fact> slots() throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement statement = open().prepareStatement(SLOTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String state = row.getString(3);
                facts.add(database("slot", row.getString(1) + ", " + state, !"streaming".equals(state)));
                facts.add(database("retained WAL", bytes(row.getLong(4)), "lost".equals(row.getString(2))));
                facts.add(database("not confirmed", bytes(row.getLong(5)), false));
            }
        } catch (SQLException failure) {
            close(); // the next look has a new connection
            throw failure;
        }
        return facts;
    }

    private List<Fact> connectors() {
        List<Fact> facts = new ArrayList<>();
        for (String name : connect.connectors()) {
            connect.status(name)
                    .ifPresent(
                            status -> facts.add(new Fact(Station.CONNECTOR, name, state(status), !status.running())));
        }
        return facts;
    }

    private static String state(ConnectorStatus status) {
        return status.running()
                ? "running"
                : status.failure().orElse(status.state().toLowerCase(Locale.ROOT));
    }

    private static Fact database(String name, String value, boolean trouble) {
        return new Fact(Station.DATABASE, name, value, trouble);
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            Properties properties = new Properties();
            properties.setProperty("user", endpoints.user());
            properties.setProperty("password", endpoints.password());
            properties.setProperty("connectTimeout", "2");
            properties.setProperty("socketTimeout", "5");
            properties.setProperty("ApplicationName", "ez-cdc page");
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

    /** After it, a look opens a connection again. */
    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException alreadyGone) {
                // The server is, and the connection with it.
            }
        }
    }
}
