package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs SQL. The embedded PostgreSQL has no psql. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run a statement on the stack's PostgreSQL",
        description = "Run SQL and print the results as tables.")
final class SqlCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STATEMENT", description = "One statement, or several separated by semicolons.")
    private String sql = "";

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "Use this PostgreSQL instead of the stack's.")
    private @Nullable String jdbcUrl;

    @Option(names = "--user", paramLabel = "USER", description = "PostgreSQL user. Default: the stack's.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "Prefer the environment variable PGPASSWORD. Default: the stack's.")
    private @Nullable String password = System.getenv("PGPASSWORD");

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Endpoints endpoints = stackOptions.endpoints();
        String url = jdbcUrl == null ? endpoints.jdbcUrl() : jdbcUrl;
        try (Connection connection = DriverManager.getConnection(
                url, user == null ? endpoints.user() : user, password == null ? endpoints.password() : password)) {
            SqlResult.printAll(connection, sql, console.out());
            return 0;
        } catch (SQLException e) {
            console.progress(explain(e));
            return 1;
        }
    }

    private String explain(SQLException e) {
        boolean isUnreachable = String.valueOf(e.getSQLState()).startsWith("08");
        return e.getMessage() + (isUnreachable && jdbcUrl == null ? "\n     Start the stack with ./cdc up." : "");
    }
}
