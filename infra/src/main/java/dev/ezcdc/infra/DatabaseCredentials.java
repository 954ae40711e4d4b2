package dev.ezcdc.infra;

import java.util.Objects;

/** A database and who may enter it; the password is left out of {@link #toString}. */
public record DatabaseCredentials(String database, String user, String password) {
    public DatabaseCredentials {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "Account[database=" + database + ", user=" + user + "]";
    }
}
