package dev.ezcdc.infra;

import java.net.URI;
import java.util.Objects;

/**
 * Where a stack answers.
 *
 * @param jdbcUrl PostgreSQL, such as {@code jdbc:postgresql://127.0.0.1:55432/cdctest}
 * @param user PostgreSQL's user
 * @param password that user's password; left out of {@link #toString}
 * @param bootstrapServers Kafka, such as {@code 127.0.0.1:29092}
 * @param connectUrl Kafka Connect's REST interface, such as {@code http://127.0.0.1:8083}
 */
public record Endpoints(String jdbcUrl, String user, String password, String bootstrapServers, URI connectUrl) {
    public Endpoints {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(connectUrl, "connectUrl");
    }

    @Override
    public String toString() {
        return "Endpoints[jdbcUrl=" + jdbcUrl + ", user=" + user + ", bootstrapServers=" + bootstrapServers
                + ", connectUrl=" + connectUrl + "]";
    }
}
