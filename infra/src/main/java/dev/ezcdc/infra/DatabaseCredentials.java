package dev.ezcdc.infra;

import java.util.Objects;

/** A database, its user and the user's password. {@link #toString} omits the password. */
public record DatabaseCredentials(String database, String user, String password) {
    public DatabaseCredentials {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "DatabaseCredentials[database=" + database + ", user=" + user + "]";
    }
}
