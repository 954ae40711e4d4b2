package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import java.io.IOException;
import java.net.URISyntaxException;
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
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/**
 * The way of a new user with an existing database, by nothing but commands and options that {@code --help} lists: from the
 * tables to changes in the log, and from an illness to its remedy.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnDatabaseIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String GREEN = "streaming: a change made now will arrive";
    private static final Pattern REMEDY = Pattern.compile("[Rr]un `([^`]*)`");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    /** The changes of ferry-rows.sql, trigger's rows included, without the tombstone. */
    private static final Map<String, List<String>> CHANGES = Map.ofEntries(
            Map.entry("fleet.port", List.of("c", "c")),
            Map.entry("fleet.route", List.of("c")),
            Map.entry("fleet.vessel", List.of("c")),
            Map.entry("fleet.Crew Member", List.of("c")),
            Map.entry("fleet.shift", List.of("c")),
            Map.entry("fleet.sailing", List.of("c", "c")),
            Map.entry("fleet.engine_reading", List.of("c")),
            Map.entry("Guest Services.Passenger", List.of("c")),
            Map.entry("Guest Services.Price.List", List.of("c")),
            Map.entry("Guest Services.booking", List.of("c", "u")),
            Map.entry("Guest Services.Booking Items", List.of("c", "u")),
            Map.entry("Guest Services.voucher", List.of("c", "d")),
            Map.entry("Guest Services.Überfahrt", List.of("c")),
            Map.entry("Guest Services.complaint", List.of("c")),
            Map.entry("Guest Services.journal", List.of("c", "c")));

    private final Path home = TestStacks.newHome();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Set<String>> options = new HashMap<>();
    private String jdbcUrl = "";

    private Cli cdc(String... arguments) {
        return Cli.run(Cli.cdc(arguments), home, Map.of("CDC_HOME", home.toString()));
    }

    /** Runs a command whose options must all be in its help. */
    private Cli succeed(String... arguments) {
        Set<String> listed = options.computeIfAbsent(arguments[0], this::readOptions);
        assertThat(Stream.of(arguments)
                        .filter(argument -> OPTION.matcher(argument).matches()))
                .isSubsetOf(listed);
        Cli result = cdc(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private Set<String> readOptions(String command) {
        Cli help = cdc(command, "--help");
        assertThat(help.exitCode()).isZero();
        return OPTION.matcher(help.out()).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static String resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(OwnDatabaseIT.class.getResource("/" + name))
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<JsonNode> consume(String group, int changes) throws IOException {
        Cli result = succeed(
                "consume",
                "--from-beginning",
                "--format",
                "json",
                "--max",
                Integer.toString(changes),
                "--group",
                group);
        List<JsonNode> events = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            JsonNode event = json.readTree(line);
            if (event.get("kind").asText().equals("change")) {
                events.add(event);
            }
        }
        return events;
    }

    private static String table(JsonNode change) {
        return change.get("schema").asText() + "." + change.get("table").asText();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, "cdctest", "cdctest");
    }

    /** The first remedy of a problem. */
    private static String remedyOf(Cli status, String problem) {
        String line = status.out()
                .lines()
                .filter(text -> text.startsWith("! " + problem))
                .findFirst()
                .orElseThrow(() -> new AssertionError(status.out()));
        Matcher remedy = REMEDY.matcher(line);
        assertThat(remedy.find()).as(line).isTrue();
        return remedy.group(1);
    }

    @BeforeAll
    void up() throws IOException {
        JsonNode endpoints = json.readTree(succeed(Stream.concat(Stream.of("up", "--json"), Cli.freePorts().stream())
                        .toArray(String[]::new))
                .out());
        jdbcUrl = endpoints.get("jdbc_url").asText();
        succeed("sql", "--file", resource("ferry.sql"));
    }

    @AfterAll
    void down() {
        cdc("down");
    }

    @Test
    @Order(1)
    void upChangesNothingUntilEveryTableCanBeCaptured() {
        succeed("sql", "create table public.keyless (n int)");

        Cli missing = cdc("up", "--table", "fleet\\..*", "--table", "fleet.harbour");
        Cli refused = cdc("up", "--table", "fleet\\..*", "--table", "keyless");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err())
                .contains("table fleet\\.harbour is not in database cdctest, which has Guest Services.");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("table public.keyless has no replica identity");
        assertThat(succeed("sql", "--csv", "select tablename from pg_publication_tables")
                        .out())
                .isEqualTo("tablename\ncustomers\n");
        assertThat(succeed("sql", "--csv", "select has_schema_privilege('cdc_connector', 'fleet', 'usage') as usable")
                        .out())
                .isEqualTo("usable\nf\n");
        succeed("sql", "drop table public.keyless");
    }

    @Test
    @Order(2)
    void changesOfEveryTableArrive() throws IOException {
        succeed(
                "up",
                "--table",
                "fleet\\..*",
                "--table",
                "\"Guest Services\".\"Price.List\"",
                "--table",
                "\"Guest Services\"\\..*");
        succeed("sql", "--file", resource("ferry-rows.sql"));

        List<JsonNode> changes = consume("all", 21);

        assertThat(changes.stream().map(OwnDatabaseIT::table).distinct())
                .containsExactlyInAnyOrderElementsOf(CHANGES.keySet());
        CHANGES.forEach((table, operations) -> assertThat(changes)
                .filteredOn(change -> table(change).equals(table))
                .extracting(change -> change.get("op").asText())
                .as(table)
                .isEqualTo(operations));
        assertThat(succeed("status").out()).contains(GREEN);
    }

    @Test
    @Order(3)
    void generatedColumnThatPostgresRefusesIsFoundAndItsRemedyWorks() {
        succeed("sql", "alter table \"Guest Services\".\"Booking Items\" replica identity full");
        String update = "update \"Guest Services\".\"Booking Items\" set quantity = quantity + 1";
        assertThat(cdc("sql", update).exitCode()).as("PostgreSQL refuses it").isEqualTo(1);

        Cli status = cdc("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out())
                .contains("! table Guest Services.Booking Items has the stored generated column total", "42P10")
                .doesNotContain(GREEN);
        succeed("sql", remedyOf(status, "table Guest Services.Booking Items"));
        succeed("sql", update);
        assertThat(succeed("status").out()).contains(GREEN);
    }

    @Test
    @Order(4)
    void tableThatThePublicationLostIsFoundAndItsRemedyWorks() {
        succeed("sql", "alter publication cdctest drop table fleet.\"Crew Member\"");

        Cli status = cdc("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("! publication cdctest does not have table fleet.Crew Member");
        succeed("sql", remedyOf(status, "publication cdctest does not have"));
        assertThat(succeed("status").out()).contains(GREEN);
    }

    @Test
    @Order(5)
    void lockedTableIsNamedAndTheRestOfTheStatusIsShown() throws SQLException {
        try (Connection owner = connect();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("set application_name = 'migration'");
            statement.execute("lock table fleet.route in access exclusive mode");

            Cli status = cdc("status");

            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out())
                    .containsPattern("slot cdctest +streaming")
                    .contains("customer-cdc   RUNNING", "table fleet.route is locked by pid ", " (migration), whose")
                    .doesNotContain("unreachable");
            assertThat(cdc("grant", "--check", "--table", "fleet\\..*").err())
                    .contains("table fleet.route is locked by pid ", " (migration)");
            String end = status.out().replaceAll("(?s).*`(select pg_terminate_backend\\(\\d+\\))`.*", "$1");
            succeed("sql", end);
        }
        assertThat(succeed("status").out()).contains(GREEN);
    }

    @Test
    @Order(6)
    void failedConnectorIsFoundAndItsRemedyWorks() throws SQLException {
        succeed("sql", "alter role cdc_connector nologin");
        succeed("sql", "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = 'cdctest'");
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
            Cli status = cdc("status");
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out()).contains("! role cdc_connector cannot log in");
        });

        succeed("sql", remedyOf(cdc("status"), "role cdc_connector cannot log in"));
        succeed("up");

        assertThat(succeed("status").out()).contains(GREEN);
    }
}
