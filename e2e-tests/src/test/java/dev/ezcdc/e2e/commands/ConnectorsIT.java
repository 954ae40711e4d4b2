package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A user's own connector, the {@code connectors} commands, and the way back after changes were lost. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectorsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TOPIC = "shop.public.order_items";
    private static final String PASSWORD = "s3cr3t-Marked";
    private static final Pattern COMMAND = Pattern.compile("`\\./cdc ([^`]*)`");

    private final Path home = TestStacks.newHome();
    private final ObjectMapper json = new ObjectMapper();
    private final Set<Integer> deletedBefore = new HashSet<>();
    private @Nullable TopicTap tap;
    private String jdbcUrl = "";
    private String bootstrapServers = "";
    private String connectUrl = "";

    private Cli cdc(String... arguments) {
        return cdc(Map.of(), arguments);
    }

    private Cli cdc(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("CDC_HOME", home.toString());
        Cli result = Cli.run(Cli.cdc(arguments), home, all);
        assertThat(result.out() + result.err()).as("no password is printed").doesNotContain(PASSWORD);
        return result;
    }

    private Cli succeed(String... arguments) {
        Cli result = cdc(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "cdctest", "cdctest");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private ConnectClient connect() {
        return new ConnectClient(URI.create(connectUrl));
    }

    private Map<String, String> config(String connector) {
        return connect().findConfig(connector).orElseThrow();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    @BeforeAll
    void up() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("up", "--json"));
        arguments.addAll(Cli.freePorts());
        JsonNode endpoints =
                json.readTree(succeed(arguments.toArray(String[]::new)).out());
        jdbcUrl = endpoints.get("jdbc_url").asText();
        bootstrapServers = endpoints.get("bootstrap_servers").asText();
        connectUrl = endpoints.get("connect_url").asText();
        execute(
                "create table order_items (id int primary key, note text)",
                "insert into order_items select i, 'first' from generate_series(1, 3000) i",
                "create role shop_reader login replication password '" + PASSWORD + "'",
                "grant select on order_items to shop_reader");
    }

    @AfterAll
    void down() throws Exception {
        if (tap != null) {
            tap.close();
        }
        cdc("down");
    }

    @Test
    @Order(1)
    void wrongFilesAreRefusedByOneMessage() throws Exception {
        assertThat(cdc("up", "--connector", write("a.json", "{\"name\": \"x\"").toString()))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("a.json", "not JSON at line 1"));
        assertThat(cdc(
                                "up",
                                "--connector",
                                write("b.json", "{\"poll.interval.ms\": [1]}").toString())
                        .err())
                .contains("b.json", "poll.interval.ms is an array");
        assertThat(cdc("up", "--connector", home.resolve("none.json").toString())
                        .err())
                .contains("none.json");
        assertThat(connect().listConnectors()).containsExactly("customer-cdc");
    }

    @Test
    @Order(2)
    void slotPublicationAndPrefixOfAnotherConnectorAreRefused() throws Exception {
        Path file = write(
                "clash.json",
                "{\"slot.name\": \"cdctest\", \"publication.name\": \"cdctest\", \"topic.prefix\": \"cdctest\","
                        + " \"table.include.list\": \"public.customers\"}");

        Cli up = cdc("up", "--connector", file.toString());

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.err())
                .contains(
                        "slot.name=cdctest belongs to connector customer-cdc",
                        "publication.name=cdctest belongs to connector customer-cdc",
                        "topic.prefix=cdctest belongs to connector customer-cdc");
        assertThat(connect().listConnectors()).containsExactly("customer-cdc");
    }

    @Test
    @Order(2)
    void eachWrongSettingIsNamed() throws Exception {
        Path file = write(
                "wrong.json",
                "{\"name\": \"wrong\", \"config\": {\"table.include.list\": \"public.customers\","
                        + " \"max.batch.size\": \"many\", \"snapshot.mode\": \"sometimes\","
                        + " \"slot.name\": \"Not A Slot\"}}");

        Cli up = cdc("up", "--connector", file.toString());

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.err())
                .contains("setting max.batch.size=many: ", "setting snapshot.mode=sometimes: ", "setting slot.name=");
        assertThat(connect().listConnectors()).containsExactly("customer-cdc");
        assertThat(query("select pubname from pg_publication")).containsExactly("cdctest");
    }

    @Test
    @Order(3)
    void ownConnectorIsCompletedRegisteredAndRemembered() throws Exception {
        Path file = write(
                "shop.json",
                "{\"table.include.list\": \"public\\\\.order_items\", \"poll.interval.ms\": 20,"
                        + " \"heartbeat.interval.ms\": 1000, \"message.prefix.exclude.list\": \"ez-cdc.*\","
                        + " \"heartbeat.action.query\": \"select pg_logical_emit_message(false, 'ez-cdc.heartbeat', '')\"}");

        Cli up = succeed("up", "--connector", file.toString());

        assertThat(up.err())
                .contains("leaves out:", "slot.name: shop", "publication.name: shop", "registered connector shop");
        assertThat(config("shop"))
                .containsEntry("poll.interval.ms", "20")
                .containsEntry("database.user", "cdc_connector")
                .containsEntry("database.password", "${env:CDC_CONNECTOR_PASSWORD}")
                .containsEntry("topic.prefix", "shop")
                .doesNotContainKey("max.batch.size");
        Files.delete(file);
        assertThat(succeed("status").out()).contains("shop", "slot shop", "streaming: a change made now will arrive");
        assertThat(succeed("up").err()).doesNotContain("changing connector", "registered connector");
        awaitReplica();
    }

    @Test
    @Order(4)
    void connectorsAreListedAndShownWithoutSecrets() throws Exception {
        succeed(
                "connectors",
                "edit",
                "customer-cdc",
                "--set",
                "database.user=shop_reader",
                "--set",
                "database.password=" + PASSWORD,
                "--set",
                "table.include.list=public.order_items");
        try {
            assertThat(succeed("connectors", "list").out().lines()).hasSize(3);
            JsonNode list =
                    json.readTree(succeed("connectors", "list", "--json").out());
            assertThat(list.at("/connectors/0/name").asText()).isEqualTo("customer-cdc");
            assertThat(list.at("/connectors/1/config/slot.name").asText()).isEqualTo("shop");
            JsonNode shown = json.readTree(
                    succeed("connectors", "show", "customer-cdc", "--json").out());
            assertThat(shown.at("/config/database.password").asText()).isEqualTo("****");
            assertThat(succeed("connectors", "show", "customer-cdc", "--connect-url", connectUrl)
                            .out())
                    .contains("database.password=****", "database.user=shop_reader");
        } finally {
            succeed(
                    "connectors",
                    "edit",
                    "customer-cdc",
                    "--set",
                    "database.user=cdc_connector",
                    "--set",
                    "database.password=${env:CDC_CONNECTOR_PASSWORD}",
                    "--set",
                    "table.include.list=public.customers");
        }
    }

    @Test
    @Order(5)
    void editorChangesSettingsAndKeepsMaskedSecrets() throws Exception {
        succeed("connectors", "edit", "customer-cdc", "--set", "transforms.secret=" + PASSWORD);
        Path editor = write(
                "editor.sh",
                "#!/bin/sh\ngrep -q '\\*\\*\\*\\*' \"$1\" || exit 9\n"
                        + "sed -i 's/\"poll.interval.ms\" : \"10\"/\"poll.interval.ms\" : \"11\"/' \"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));

        Cli edit = cdc(Map.of("VISUAL", editor.toString()), "connectors", "edit", "customer-cdc");

        assertThat(edit.exitCode()).as(edit.err()).isZero();
        assertThat(edit.out()).isEqualTo("connector customer-cdc:\n  poll.interval.ms: 10 → 11\n");
        assertThat(config("customer-cdc"))
                .containsEntry("poll.interval.ms", "11")
                .containsEntry("transforms.secret", PASSWORD);
        succeed("connectors", "edit", "customer-cdc", "--unset", "transforms.secret", "--set", "poll.interval.ms=10");
        assertThat(config("customer-cdc")).doesNotContainKey("transforms.secret");
    }

    @Test
    @Order(5)
    void editRefusesWrongAndDangerousSettings() {
        Cli wrong = cdc("connectors", "edit", "shop", "--set", "max.batch.size=many");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("was not changed", "setting max.batch.size=many: ");

        Cli clash = cdc("connectors", "edit", "shop", "--set", "slot.name=cdctest", "--yes");
        assertThat(clash.exitCode()).isEqualTo(1);
        assertThat(clash.err()).contains("slot.name=cdctest belongs to connector customer-cdc");

        Cli dangerous = cdc("connectors", "edit", "shop", "--set", "slot.name=other");
        assertThat(dangerous.exitCode()).isEqualTo(2);
        assertThat(dangerous.err()).contains("do not arrive", "--yes");

        assertThat(cdc("connectors", "edit", "shop", "--unset", "no.such").err())
                .contains("no setting no.such");
        assertThat(cdc("connectors", "show", "nobody").err()).contains("has no connector nobody", "customer-cdc, shop");
        assertThat(config("shop")).containsEntry("slot.name", "shop").doesNotContainKey("max.batch.size");
    }

    @Test
    @Order(6)
    void stateChangesAreAwaited() {
        succeed("connectors", "pause", "customer-cdc");
        assertThat(connect().findStatus("customer-cdc").orElseThrow().state()).isEqualTo("PAUSED");
        assertThat(cdc("connectors", "restart", "customer-cdc").err()).contains("./cdc connectors resume customer-cdc");
        assertThat(succeed("connectors", "stop", "customer-cdc").err())
                .contains("PostgreSQL keeps WAL for slot cdctest");
        assertThat(connect().findStatus("customer-cdc").orElseThrow().tasks()).isEmpty();
        succeed("connectors", "resume", "customer-cdc");
        succeed("connectors", "restart", "customer-cdc");
        assertThat(connect().findStatus("customer-cdc").orElseThrow().isRunning())
                .isTrue();
    }

    @Test
    @Order(7)
    void offsetsAreResetOnlyIfStoppedAndConfirmed() throws Exception {
        assertThat(cdc("connectors", "offsets", "customer-cdc", "--reset", "--yes"))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(1))
                .satisfies(result -> assertThat(result.err()).contains("./cdc connectors stop customer-cdc"));
        succeed("connectors", "stop", "customer-cdc");
        JsonNode offsets = json.readTree(
                succeed("connectors", "offsets", "customer-cdc", "--json").out());
        assertThat(offsets.path("lsn").asText()).matches("[0-9A-F]+/[0-9A-F]+");
        Cli unconfirmed = cdc("connectors", "offsets", "customer-cdc", "--reset");
        assertThat(unconfirmed.exitCode()).isEqualTo(2);
        assertThat(unconfirmed.err()).contains("new snapshot", "--yes");

        succeed("connectors", "offsets", "customer-cdc", "--reset", "--yes");

        assertThat(succeed("connectors", "offsets", "customer-cdc").out()).isEqualTo("no offsets are stored\n");
    }

    @Test
    @Order(8)
    void deletedConnectorsRemainsAreNamedWithTheirSql() throws Exception {
        Cli unconfirmed = cdc("connectors", "delete", "customer-cdc");
        assertThat(unconfirmed.exitCode()).isEqualTo(2);
        assertThat(connect().listConnectors()).contains("customer-cdc");

        String remains =
                succeed("connectors", "delete", "customer-cdc", "--yes").out();

        assertThat(connect().listConnectors()).containsExactly("shop");
        assertThat(remains).contains("keeps all WAL", "publication cdctest");
        for (String sql : remains.lines()
                .map(String::strip)
                .filter(line -> line.endsWith(";"))
                .toList()) {
            execute(sql);
        }
        assertThat(query("select slot_name from pg_replication_slots")).containsExactly("shop");
        assertThat(query("select pubname from pg_publication")).containsExactly("shop");
    }

    @Test
    @Order(9)
    void resnapshotSaysWhatIsMissingForSignals() {
        Cli result = cdc("connectors", "resnapshot", "--all");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("not set up for signals", "--set-up", "signal.kafka.topic");
        assertThat(cdc("connectors", "resnapshot").exitCode()).isEqualTo(2);
        assertThat(cdc("connectors", "resnapshot", "nothing", "--set-up").err()).contains("captures no table");
        assertThat(cdc("connectors", "resnapshot", "--all", "--set-up", "--new-slot")
                        .err())
                .contains("slot shop streams");
        assertThat(config("shop")).doesNotContainKey("read.only");
    }

    @Test
    @Order(10)
    void tableMatchesAgainAfterTheRemedyForADroppedSlot() throws Exception {
        succeed("connectors", "stop", "shop");
        execute("select pg_drop_replication_slot('shop')");
        loseChanges(1);
        connect().resume("shop");
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                        connect().findStatus("shop").orElseThrow().failureCause())
                .isPresent());

        followRemedy();
    }

    @Test
    @Order(11)
    void tableMatchesAgainAfterTheRemedyForAnAdvancedSlot() throws Exception {
        succeed("down");
        startPostgresAndAdvanceSlot();

        followRemedy();
    }

    @Test
    @Order(12)
    void tablesThatCannotBeReadAgainAreNamedWithTheReason() throws Exception {
        execute(
                "create table \"Order Items\" (id int primary key)",
                "create table \"order.notes\" (id int primary key)",
                "create table unkeyed (id int)",
                "create table signals (id text primary key, type text, data text)",
                "insert into \"Order Items\" values (1), (2), (3)",
                "insert into \"order.notes\" values (1), (2)",
                "alter publication shop add table \"Order Items\", \"order.notes\", unkeyed, signals",
                "grant select on \"Order Items\", \"order.notes\", unkeyed, signals to cdc_connector",
                "grant insert on signals to cdc_connector");
        succeed(
                "connectors",
                "edit",
                "shop",
                "--set",
                "table.include.list=public\\.order_items,public\\.Order Items,public\\.order\\.notes,public\\.unkeyed",
                "--yes");

        Cli result = cdc("connectors", "resnapshot", "--all", "--skip-deleted");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.out().lines())
                .contains(
                        "! not read: public.Order Items: Debezium reads a name with a space, dot or quote only if signals"
                                + " come from a table (signal.data.collection)",
                        "! not read: public.order.notes: Debezium reads a name with a space, dot or quote only if signals"
                                + " come from a table (signal.data.collection)",
                        "! not read: public.unkeyed: it has no primary key, by which Debezium reads a table in chunks")
                .anyMatch(line -> line.matches("read public\\.order_items: \\d+ rows"));
        assertThat(cdc("connectors", "resnapshot", "unkeyed"))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(1))
                .satisfies(refused -> assertThat(refused.err())
                        .contains("cannot read public.unkeyed: it has no primary key", "offsets shop --reset"));
    }

    @Test
    @Order(13)
    void signalTableAlsoServesNamesThatNeedQuotes() throws Exception {
        succeed(
                "connectors",
                "edit",
                "shop",
                "--set",
                "signal.data.collection=public.signals",
                "--set",
                "signal.enabled.channels=source",
                "--set",
                "read.only=false",
                "--yes");

        Cli result = cdc("connectors", "resnapshot", "--all", "--json");

        assertThat(result.exitCode()).as("the table without a key is left out").isEqualTo(1);
        assertThat(result.out()).as(result.err()).isNotEmpty();
        JsonNode read = json.readTree(result.out());
        assertThat(read.path("failures").fieldNames()).toIterable().containsExactly("public.unkeyed");
        assertThat(read.at("/rows/public.Order Items").asInt()).isEqualTo(3);
        assertThat(read.at("/rows/public.order.notes").asInt()).isEqualTo(2);
        assertThat(read.path("rows").has("public.order_items")).isTrue();
        assertThat(read.path("rows").has("public.signals")).isFalse();
        assertThat(query("select distinct type from signals where type = 'execute-snapshot'"))
                .hasSize(1);
    }

    private void startPostgresAndAdvanceSlot() throws Exception {
        // Not closed, because the commands use the server.
        EmbeddedStack stack = new EmbeddedStack(StackSettings.of(
                        home, TestStacks.projectRoot().resolve("infra/servers"))
                .withPorts(URI.create(jdbcUrl.substring("jdbc:".length())).getPort(), 0, 0));
        stack.start(StackService.POSTGRES);
        Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> !query("select 1")
                .isEmpty());
        loseChanges(101);
        execute("select pg_replication_slot_advance('shop', pg_current_wal_lsn())");
        assertThat(cdc("up").exitCode()).as("up reports the loss").isEqualTo(1);
    }

    /** Changes rows from {@code first} on: inserts, updates and deletes. */
    private void loseChanges(int first) throws SQLException {
        execute(
                "insert into order_items select " + first + " + 10000 + i, 'lost' from generate_series(1, 5) i",
                "update order_items set note = 'changed' where id between " + first + " and " + (first + 9),
                "delete from order_items where id between " + (first + 10) + " and " + (first + 14));
    }

    /** Runs the command that {@code status} prints, and compares the table with a replica of its topic. */
    private void followRemedy() throws Exception {
        assertThat(replica()).as("changes are missing").isNotEqualTo(table());
        Cli status = cdc("status");
        assertThat(status.exitCode()).isEqualTo(1);
        Matcher remedy = COMMAND.matcher(status.out());
        assertThat(remedy.find()).as(status.out()).isTrue();
        List<String> command = new ArrayList<>(List.of(remedy.group(1).split(" ", -1)));
        command.add("--json");

        Cli result = succeed(command.toArray(String[]::new));

        JsonNode deleted = json.readTree(result.out()).path("deleted").path("public.order_items");
        assertThat(deleted).hasSizeGreaterThanOrEqualTo(5);
        assertThat(result.err()).contains("of 3", "rows");
        succeed("status");
        Set<Integer> deletedIds = new HashSet<>();
        for (JsonNode key : deleted) {
            deletedIds.add(json.readTree(key.asText()).path("id").asInt());
        }
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
            Map<Integer, String> replica = replica();
            replica.keySet().removeAll(allDeleted(deletedIds));
            assertThat(replica).isEqualTo(table());
        });
        execute("delete from order_items where id = 2999", "insert into order_items values (2999, 'new')");
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(replica())
                .containsEntry(2999, "new"));
        assertThat(config("shop")).doesNotContainKey("snapshot.mode");
    }

    /** Adds the keys of this loss to those of earlier ones: a consumer deletes them for good. */
    private Set<Integer> allDeleted(Set<Integer> ids) {
        deletedBefore.addAll(ids);
        return deletedBefore;
    }

    private void awaitReplica() {
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(replica())
                .isEqualTo(table()));
    }

    private Map<Integer, String> table() throws SQLException {
        Map<Integer, String> rows = new TreeMap<>();
        for (String row : query("select id || '=' || note from order_items")) {
            rows.put(Integer.parseInt(row.substring(0, row.indexOf('='))), row.substring(row.indexOf('=') + 1));
        }
        return rows;
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "cdctest", "cdctest");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    /** Returns the table as a consumer has rebuilt it so far. */
    private Map<Integer, String> replica() {
        if (tap == null) {
            tap = TopicTap.open(bootstrapServers, Pattern.quote(TOPIC), home.resolve("dead-letters"));
        }
        Map<Integer, String> rows = new TreeMap<>();
        for (ConsumedRecord received : tap.received()) {
            if (received.record() instanceof Create create) {
                put(rows, create.after());
            } else if (received.record() instanceof Read read) {
                put(rows, read.after());
            } else if (received.record() instanceof Update update) {
                put(rows, update.after());
            } else if (received.record() instanceof Delete delete) {
                rows.remove(id(Objects.requireNonNull(delete.key())));
            }
        }
        return rows;
    }

    private static void put(Map<Integer, String> rows, Row row) {
        rows.put(id(row), String.valueOf(row.get("note")));
    }

    private static int id(Row row) {
        return ((Number) Objects.requireNonNull(row.get("id"))).intValue();
    }
}
