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

/** Runs SQL; the embedded binaries have no psql. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Run a statement against the stack's PostgreSQL and print its result as a table.")
final class SqlCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "STATEMENT", description = "One statement, or several with semicolons between.")
    private String sql = "";

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "Another PostgreSQL instead of the stack's.")
    private @Nullable String jdbcUrl;

    @Option(names = "--user", paramLabel = "USER", description = "Default: the stack's.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "Better given as PGPASSWORD in the environment (default: the stack's).")
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
            console.progress(explain(e, jdbcUrl == null));
            return 1;
        }
    }

    private static String explain(SQLException e, boolean ownStack) {
        boolean unreachable = String.valueOf(e.getSQLState()).startsWith("08");
        return e.getMessage() + (unreachable && ownStack ? "\n     is the stack up? ./cdc up starts it" : "");
    }
}
