package dev.ezcdc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.CaptureCheck;
import dev.ezcdc.infra.database.CaptureGrant;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.TablePattern;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the SQL that an administrator runs for a connector, or checks that it was run. Changes nothing. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Print the SQL for a connector's rights",
        description = {
            "Print the SQL with which an administrator gives a connector its role, the fewest",
            "rights that work, and its publication. With --check, report what is missing or",
            "harmful. Changes nothing."
        })
final class GrantCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            required = true,
            description =
                    "Table to capture: orders, app.orders, 'app.\"Order Items\"', or a regular expression. Repeatable.")
    private List<String> tables = List.of();

    @Option(names = "--role", paramLabel = "ROLE", description = "The connector's role. Default: ${DEFAULT-VALUE}.")
    private String role = "cdc_connector";

    @Option(
            names = "--publication",
            paramLabel = "NAME",
            description = "The connector's publication. Default: ${DEFAULT-VALUE}.")
    private String publication = "cdctest";

    @Option(
            names = "--slot",
            paramLabel = "NAME",
            description = "The connector's replication slot. Default: ${DEFAULT-VALUE}.")
    private String slot = "cdctest";

    @Option(names = "--check", description = "Check instead of printing SQL. Exit status 1 if something is missing.")
    private boolean check;

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        List<String> patterns;
        try {
            patterns = tables.stream().map(TablePattern::parse).toList();
        } catch (StackException invalid) {
            throw console.usageError(String.valueOf(invalid.getMessage()));
        }
        Database database = databaseOptions.database();
        try (Connection connection = database.open()) {
            return check ? check(console, connection, patterns) : print(console, connection, patterns);
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    private int check(Console console, Connection connection, List<String> patterns) throws SQLException {
        CaptureCheck captureCheck = new CaptureCheck(role, slot, Optional.of(publication), false, true, patterns);
        List<String> problems = captureCheck.findProblems(connection, false);
        List<String> notes = captureCheck.findRisks(connection);
        output.print(console, () -> json(problems, notes), out -> {
            notes.forEach(out::println);
            printProblems(out, problems);
        });
        return problems.isEmpty() ? 0 : 1;
    }

    private void printProblems(PrintWriter out, List<String> problems) {
        problems.forEach(problem -> out.println("! " + problem));
        if (problems.isEmpty()) {
            out.println("role " + role + " and publication " + publication + " are complete");
        }
    }

    private int print(Console console, Connection connection, List<String> patterns) throws SQLException {
        CaptureGrant grant = new CaptureGrant(role, publication, patterns);
        List<String> roleSql = grant.roleExists(connection) ? List.of() : List.of(grant.roleSql());
        List<String> sql = grant.missingSql(connection);
        output.print(
                console,
                () -> {
                    ObjectNode root = json("sql", sql);
                    roleSql.forEach(statement -> root.withArray("sql").insert(0, statement));
                    return root;
                },
                out -> print(out, roleSql, sql));
        return 0;
    }

    private void print(PrintWriter out, List<String> roleSql, List<String> sql) {
        if (!roleSql.isEmpty()) {
            out.println(
                    "-- As a superuser or the administrator of a managed PostgreSQL. Where the attribute REPLICATION is");
            out.println("-- not yours to give, use the provider's role instead, such as `grant rds_replication to …`.");
            roleSql.forEach(statement -> out.println(statement + ";"));
            out.println("\\password " + role);
        }
        if (!sql.isEmpty()) {
            out.println("-- As the owner of the tables, with CREATE on the database for the publication.");
            sql.forEach(statement -> out.println(statement + ";"));
        }
        if (roleSql.isEmpty() && sql.isEmpty()) {
            out.println("-- Nothing is missing.");
        }
        out.println("-- The connector then needs these settings:");
        out.println("--   database.user=" + role);
        out.println("--   plugin.name=pgoutput");
        out.println("--   publication.name=" + publication);
        out.println("--   publication.autocreate.mode=disabled");
    }

    private static ObjectNode json(List<String> problems, List<String> notes) {
        ObjectNode root = json("problems", problems);
        ArrayNode array = root.putArray("notes");
        notes.forEach(array::add);
        return root;
    }

    private static ObjectNode json(String name, List<String> values) {
        ObjectNode root = Json.object();
        ArrayNode array = root.putArray(name);
        values.forEach(array::add);
        return root;
    }
}
