package dev.ezcdc.loadgen.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The database password: the option, else PGPASSWORD, else the default. */
final class PasswordOption {

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "Database password (default: cdctest). Prefer the environment variable PGPASSWORD.")
    private @Nullable String password;

    private final String fallback;

    PasswordOption(String fallback) {
        this.fallback = fallback;
    }

    String resolve() {
        if (password != null) {
            return password;
        }
        String fromEnvironment = System.getenv("PGPASSWORD");
        return fromEnvironment == null ? fallback : fromEnvironment;
    }
}
