package dev.ezcdc.infra.run;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.StackStatus.State;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.TopicReader.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A started stack on free ports, with the statements and reads that test cases need. */
final class TestStack implements AutoCloseable {
    static final String CUSTOMERS = "cdctest.public.customers";
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final Path SERVERS = Path.of(System.getProperty("ezcdc.root"), "infra", "servers");

    private final Path home;
    private final StackSettings settings;
    private final EmbeddedStack stack;
    private long firstOffset;

    TestStack() throws IOException, SQLException {
        this(Topology.SINGLE);
    }

    TestStack(Topology topology) throws IOException, SQLException {
        home = Files.createTempDirectory("ez-cdc-test");
        settings = settingsFor(home).withTopology(topology);
        stack = new EmbeddedStack(settings);
        try {
            stack.up();
            // Creates the topic, so it has an end offset before the first case.
            insert("first");
            awaitRow("first");
        } catch (SQLException | RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Returns settings with free ports and a heartbeat of one second. */
    static StackSettings settingsFor(Path home) {
        return StackSettings.of(home, SERVERS)
                .withPorts(0, 0, 0)
                .withTuning(new Tuning(Map.of("heartbeat.interval.ms", "1000"), Map.of(), Map.of()))
                .withTimeout(TIMEOUT)
                .withProgress(line -> System.out.println("[stack] " + line));
    }

    EmbeddedStack stack() {
        return stack;
    }

    StackSettings settings() {
        return settings;
    }

    Path home() {
        return home;
    }

    /** Recovers the stack if the previous case has left a problem, and skips the records of earlier cases. */
    void prepareCase() {
        if (!stack.status().isHealthy()) {
            stack.up();
        }
        firstOffset = TopicReader.endOffset(stack.endpoints(), CUSTOMERS);
    }

    /** Returns the id of the new row. */
    String insert(String firstName) throws SQLException {
        return query("insert into customers (first_name, last_name, email) values ('" + firstName
                + "', 'foley', 'a@b.c') returning id");
    }

    /** Returns the case's records up to the first with this name. */
    List<Message> awaitRow(String firstName) {
        return awaitRecord(message -> message.hasValueWith("\"first_name\":\"" + firstName + "\""));
    }

    /** Returns the case's records up to the first that matches. */
    List<Message> awaitRecord(Predicate<Message> last) {
        return TopicReader.readUntil(stack.endpoints(), CUSTOMERS, firstOffset, last);
    }

    long countRows(String namePattern) throws SQLException {
        return Long.parseLong(query("select count(*) from customers where first_name like '" + namePattern + "'"));
    }

    boolean hasConfirmed(String lsn) throws SQLException {
        return query("select confirmed_flush_lsn > '" + lsn + "' from pg_replication_slots where slot_name = 'cdctest'")
                .equals("t");
    }

    /** Returns the first column of the first row. */
    String query(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    State stateOf(StackService service) {
        return stack.status().servers().stream()
                .filter(server -> server.service() == service)
                .map(StackStatus.Server::state)
                .findFirst()
                .orElseThrow();
    }

    Map<StackService, Long> pids() {
        return stack.status().servers().stream()
                .collect(Collectors.toMap(StackStatus.Server::service, StackStatus.Server::pid));
    }

    Connection open() throws SQLException {
        Endpoints endpoints = stack.endpoints();
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }

    @Override
    public void close() {
        stack.down();
        Directories.deleteRecursively(home);
    }
}
