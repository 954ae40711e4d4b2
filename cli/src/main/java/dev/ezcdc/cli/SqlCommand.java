package dev.ezcdc.cli;

import dev.ezcdc.cli.sql.SqlFormat;
import dev.ezcdc.cli.sql.SqlRunner;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = {
            "Run SQL from the command line, a file or standard input, and print the results as",
            "tables, JSON or CSV. Several statements are one transaction."
        })
final class SqlCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "STATEMENT",
            arity = "0..1",
            description = "One statement, or several separated by semicolons. Default: standard input.")
    private @Nullable String sql;

    @Option(names = "--file", paramLabel = "FILE", description = "Read the statements from this file.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print one JSON object per row.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV: a header, and one line per row.")
    private boolean csv;

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec);
        if (json && csv) {
            throw console.usageError("--json and --csv exclude each other");
        }
        SqlFormat format = json ? SqlFormat.JSON : csv ? SqlFormat.CSV : SqlFormat.TABLE;
        String statements = read(console);
        Database database = databaseOptions.database();
        // Not Database.open(), whose socket timeout would end a long statement.
        try (Connection connection = open(database)) {
            PrintWriter counts = format == SqlFormat.TABLE ? console.out() : console.err();
            new SqlRunner(format, console.out(), counts).run(connection, statements);
            return 0;
        } catch (SQLException e) {
            console.progress(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Connection open(Database database) {
        try {
            return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        } catch (SQLException e) {
            boolean isUnreachable = String.valueOf(e.getSQLState()).startsWith("08");
            StackException explained = database.toStackException(e);
            throw isUnreachable && databaseOptions.isStacks()
                    ? new StackException(explained.getMessage() + "\n     Start the stack with ./cdc up.", e)
                    : explained;
        }
    }

    private String read(Console console) throws IOException {
        if (sql != null && file != null) {
            throw console.usageError("a statement and --file exclude each other");
        }
        String statements;
        if (sql != null) {
            statements = sql;
        } else if (file != null) {
            statements = Files.readString(file);
        } else {
            if (System.console() != null) {
                console.progress("reading statements from standard input; end them with Ctrl-D");
            }
            statements = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (statements.isBlank()) {
            throw console.usageError("no statement. Give one, --file FILE, or statements on standard input");
        }
        return statements;
    }
}
