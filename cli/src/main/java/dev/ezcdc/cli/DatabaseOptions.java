package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.database.Database;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A PostgreSQL database: the stack's, or another one. */
final class DatabaseOptions {

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

    StackOptions stack() {
        return stackOptions;
    }

    boolean isStacks() {
        return jdbcUrl == null;
    }

    /** Opens no connection. */
    Database database() {
        Endpoints stack = stackOptions.endpoints();
        return new Database(
                jdbcUrl == null ? stack.jdbcUrl() : jdbcUrl,
                user == null ? stack.user() : user,
                password == null ? stack.password() : password);
    }
}
