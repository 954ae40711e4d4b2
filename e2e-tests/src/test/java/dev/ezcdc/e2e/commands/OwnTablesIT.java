package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.connector.ConnectClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A user's first steps with an own schema: fifteen tables with everything that such schemas contain. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnTablesIT {

    private static final int TABLES = 15;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path home = TestStacks.newHome();
    private final ObjectMapper json = new ObjectMapper();
    private String jdbcUrl = "";
    private String connectUrl = "";

    private Cli cdc(String... arguments) {
        return Cli.run(Cli.cdc(arguments), home, Map.of("CDC_HOME", home.toString()));
    }

    private Cli succeed(String... arguments) {
        Cli result = cdc(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "cdctest", "cdctest");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = OwnTablesIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<JsonNode> consume(String topics, int changes) throws IOException {
        Cli result = succeed(
                "consume",
                "--topics-pattern",
                topics,
                "--from-beginning",
                "--format",
                "json",
                "--max",
                Integer.toString(changes),
                "--group",
                "own-" + System.nanoTime());
        List<JsonNode> events = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            events.add(json.readTree(line));
        }
        return events;
    }

    @BeforeAll
    void up() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--json"));
        arguments.addAll(Cli.freePorts());
        JsonNode endpoints =
                json.readTree(succeed(arguments.toArray(String[]::new)).out());
        jdbcUrl = endpoints.get("jdbc_url").asText();
        connectUrl = endpoints.get("connect_url").asText();
    }

    @AfterAll
    void down() {
        cdc("down");
    }

    private ConnectClient connect() {
        return new ConnectClient(URI.create(connectUrl));
    }

    @Test
    @Order(1)
    void everyTableOfAPatternIsCaptured() throws Exception {
        execute(resource("shop.sql"));

        Cli up = succeed("up", "--table", "shop\\..*");

        assertThat(up.err()).contains("add table", "publish_via_partition_root", "publish_generated_columns");
        execute(resource("shop-rows.sql"));
        List<JsonNode> changes = consume("cdctest\\.shop\\..*", TABLES);
        assertThat(changes)
                .extracting(change -> change.get("table").asText())
                .containsExactlyInAnyOrder(
                        "country",
                        "city",
                        "store",
                        "staff",
                        "Customer",
                        "language",
                        "film",
                        "category",
                        "film_category",
                        "actor",
                        "film_actor",
                        "inventory",
                        "Order Items",
                        "payment",
                        "visit");
        assertThat(succeed("status").out()).contains("streaming: a change made now will arrive");
    }

    @Test
    @Order(2)
    void workersConfigurationShowsNoPassword() {
        Map<String, String> config = connect().findConfig("customer-cdc").orElseThrow();

        assertThat(config)
                .containsEntry("database.password", "${env:CDC_CONNECTOR_PASSWORD}")
                .containsEntry("database.user", "cdc_connector");
    }

    @Test
    @Order(3)
    void connectorsRoleCannotWrite() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "cdctest", "cdctest");
                Statement statement = connection.createStatement()) {
            statement.execute("set role cdc_connector");
            assertThat(sqlState(statement, "select count(*) from shop.film")).isEqualTo("00000");
            for (String forbidden : List.of(
                    "insert into shop.category values (9, 'x')",
                    "delete from shop.film",
                    "create table shop.mine (id int)",
                    "alter publication cdctest drop table shop.film")) {
                assertThat(sqlState(statement, forbidden)).as(forbidden).isEqualTo("42501");
            }
        }
    }

    private static String sqlState(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "00000";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    @Test
    @Order(3)
    void upRepairsTheConnectorsPassword() throws SQLException {
        execute("alter role cdc_connector password 'another'");

        succeed("up");

        assertThat(succeed("status").out()).contains("streaming: a change made now will arrive");
        assertThat(sqlStateOf("alter role cdc_connector password null")).isEqualTo("00000");
        succeed("up");
    }

    @Test
    @Order(4)
    void settingsThatTheUserChangedStay() {
        Map<String, String> config =
                new HashMap<>(connect().findConfig("customer-cdc").orElseThrow());
        config.put("poll.interval.ms", "77");
        config.put("signal.enabled.channels", "source");
        connect().putConfig("customer-cdc", config, TIMEOUT);

        Cli up = succeed("up");

        assertThat(connect().findConfig("customer-cdc").orElseThrow())
                .containsEntry("poll.interval.ms", "77")
                .containsEntry("signal.enabled.channels", "source")
                .containsEntry("table.include.list", "shop\\..*");
        assertThat(up.err()).contains("poll.interval.ms: 77 (ez-cdc: 10)").doesNotContain("changing connector");

        Cli reset = succeed("up", "--reset-connector", "--table", "shop\\..*");

        assertThat(reset.err()).contains("poll.interval.ms: 77 → 10");
        assertThat(connect().findConfig("customer-cdc").orElseThrow())
                .containsEntry("poll.interval.ms", "10")
                .doesNotContainKey("signal.enabled.channels");
    }

    @Test
    @Order(5)
    void publicationThatBreaksTheApplicationIsFound() throws Exception {
        execute("alter publication cdctest set (publish_generated_columns = none)");
        assertThat(sqlStateOf("update shop.\"Order Items\" set quantity = 4")).isEqualTo("42P10");

        Cli status = cdc("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("shop.Order Items", "generated column total", "42P10");
        runRemedy(status.out());
        assertThat(sqlStateOf("update shop.\"Order Items\" set quantity = 4")).isEqualTo("00000");
        succeed("status");
    }

    @Test
    @Order(6)
    void eachMissingRightIsOneMessageWhoseRemedyWorks() throws Exception {
        Map<String, String> illnesses = Map.of(
                "revoke select on shop.film from cdc_connector", "may not read table shop.film",
                "revoke usage on schema shop from cdc_connector", "may not use schema shop",
                "alter role cdc_connector noreplication", "may not replicate",
                "alter publication cdctest set (publish = 'insert, update, delete')", "does not publish truncate",
                "alter publication cdctest drop table shop.city", "does not have table shop.city",
                "alter table shop.visit replica identity default", "visit has no replica identity");
        for (Map.Entry<String, String> illness : illnesses.entrySet()) {
            execute(illness.getKey());

            Cli check = cdc("grant", "--check", "--table", "shop\\..*");

            assertThat(check.exitCode()).as(illness.getKey()).isEqualTo(1);
            assertThat(check.out().lines())
                    .as(illness.getKey())
                    .singleElement()
                    .asString()
                    .contains(illness.getValue());
            runRemedy(check.out());
            assertThat(cdc("grant", "--check", "--table", "shop\\..*").exitCode())
                    .as("after the remedy of " + illness.getKey())
                    .isZero();
        }
    }

    @Test
    @Order(6)
    void enumBesideAGeneratedColumnIsNoted() throws Exception {
        execute("create table public.ticket (id int primary key, twice int generated always as (id * 2) virtual,"
                + " rating shop.rating, note text)");
        execute("create table public.no_risk (id int primary key, rating shop.rating,"
                + " twice int generated always as (id * 2) virtual)");
        execute("alter publication cdctest add table public.ticket, public.no_risk");
        try {
            Cli status = succeed("status", "--json");

            assertThat(json.readTree(status.out()).get("notes"))
                    .singleElement()
                    .asString()
                    .contains("table public.ticket has an enum (rating)", "(twice)", "Restart it at once");
        } finally {
            execute("drop table public.ticket, public.no_risk");
        }
    }

    @Test
    @Order(6)
    void exhaustedSlotsAndSendersAreNamed() throws Exception {
        String[] check = {"grant", "--check", "--slot", "another", "--table", "shop\\..*"};
        execute("select pg_create_physical_replication_slot('filler_' || i) from generate_series(1, 19) i");
        assertThat(cdc(check).out().lines()).singleElement().asString().contains("all 20 replication slots are in use");
        execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name like 'filler_%'");

        List<Connection> senders = new ArrayList<>();
        try {
            Properties replication = new Properties();
            replication.putAll(Map.of(
                    "user",
                    "cdctest",
                    "password",
                    "cdctest",
                    "replication",
                    "database",
                    "preferQueryMode",
                    "simple",
                    "assumeMinServerVersion",
                    "9.4"));
            for (int i = 0; i < 19; i++) {
                senders.add(DriverManager.getConnection(jdbcUrl, replication));
            }
            assertThat(cdc(check).out().lines()).singleElement().asString().contains("all 20 WAL senders are in use");
        } finally {
            for (Connection sender : senders) {
                sender.close();
            }
        }
        succeed(check);
    }

    @Test
    @Order(7)
    void printedGrantsMakeARoleComplete() throws Exception {
        List<String> arguments =
                List.of("--role", "reader", "--publication", "shop", "--slot", "shop", "--table", "shop\\..*");

        String sql = succeed(with(arguments, "grant")).out();
        execute(sql.lines()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\"))
                .reduce("", (all, line) -> all + line + "\n"));

        assertThat(succeed(with(arguments, "grant", "--check")).out())
                .isEqualTo("role reader and publication shop are complete\n");
        assertThat(succeed(with(arguments, "grant")).out()).startsWith("-- Nothing is missing.");
        assertThat(cdc("grant", "--check", "--role", "nobody", "--table", "shop.film")
                        .out())
                .contains("role nobody does not exist");
    }

    private static String[] with(List<String> arguments, String... command) {
        return Stream.concat(Stream.of(command), arguments.stream()).toArray(String[]::new);
    }

    @Test
    @Order(8)
    void demoRefusesAConnectorThatDoesNotCaptureItsTable() {
        Cli demo = cdc("demo", "--for", "1s", "--watch-port", "0");

        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.err()).contains("public.customers", "captures shop\\..*", "--home");
    }

    @Test
    @Order(8)
    void tableThatPostgresCannotPublishIsNamed() throws SQLException {
        execute("create view shop_films as select * from shop.film");
        execute("create unlogged table scratch (id int primary key)");

        assertThat(cdc("up", "--table", "shop_films").err()).contains("public.shop_films is a view");
        assertThat(cdc("up", "--table", "scratch").err()).contains("public.scratch is an unlogged table");
        assertThat(cdc("up", "--table", "no_such_table").err())
                .contains("table public\\.no_such_table is not in database cdctest");
        succeed("status");
    }

    @Test
    @Order(9)
    void tooLargeRowStopsThePipelineUntilItsRemedy() throws Exception {
        execute("insert into shop.category select 2, string_agg(md5(i::text), '') from generate_series(1, 70000) i");
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(cdc("status").out()).contains("RecordTooLargeException"));
        assertThat(cdc("up").exitCode()).as("a restart does not help").isEqualTo(1);

        String remedy = cdc("status").out();
        String option = remedy.replaceAll("(?s).*`\\./cdc up --set ([^`]*)`.*", "$1");
        succeed("up", "--set", option);

        assertThat(consume("cdctest\\.shop\\.category", 2)
                        .get(1)
                        .at("/after/name")
                        .asText())
                .hasSize(70_000 * 32);
        succeed("status");
    }

    @Test
    @Order(10)
    void sqlReadsFilesAndPrintsJsonAndCsv() throws Exception {
        Path file = home.resolve("query.sql");
        Files.writeString(
                file,
                "select 1 as n, 12345678901234567890.10 as amount, true as ok, null as nothing, '' as empty,"
                        + " 'a \"b\", c' as text, '{\"k\": [1, 2.50]}'::jsonb as doc, 'NaN'::float8 as nan;\n");

        assertThat(succeed("sql", "--json", "--file", file.toString()).out())
                .isEqualTo("{\"n\":1,\"amount\":12345678901234567890.10,\"ok\":true,\"nothing\":null,\"empty\":\"\","
                        + "\"text\":\"a \\\"b\\\", c\",\"doc\":{\"k\":[1,2.50]},\"nan\":\"NaN\"}\n");
        assertThat(succeed("sql", "--csv", "--file", file.toString()).out())
                .isEqualTo("n,amount,ok,nothing,empty,text,doc,nan\n"
                        + "1,12345678901234567890.10,t,,\"\",\"a \"\"b\"\", c\",\"{\"\"k\"\": [1, 2.50]}\",NaN\n");
        List<String> fromInput = new ArrayList<>(List.of("bash", "-c", "\"$@\" < query.sql", "bash"));
        fromInput.addAll(Cli.cdc("sql", "--csv"));
        assertThat(Cli.run(fromInput, home, Map.of("CDC_HOME", home.toString())).out())
                .startsWith("n,amount,ok");
    }

    @Test
    @Order(11)
    void statementsOfOneCallAreOneTransaction() throws Exception {
        Cli failed = cdc("sql", "insert into shop.category values (7, 'undone'); select 1 / 0");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("division by zero");
        assertThat(succeed("sql", "--csv", "select count(*) from shop.category where category_id = 7")
                        .out())
                .isEqualTo("count\n0\n");
    }

    private String sqlStateOf(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "cdctest", "cdctest");
                Statement statement = connection.createStatement()) {
            return sqlState(statement, sql);
        }
    }

    /** Runs the first statement between backquotes. */
    private void runRemedy(String message) throws SQLException {
        execute(message.replaceAll("(?s)^[^`]*`([^`]*)`.*", "$1"));
    }
}
