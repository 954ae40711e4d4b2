package dev.ezcdc.infra;

import java.net.URI;
import java.util.Objects;

/**
 * The addresses of a stack's servers.
 *
 * @param jdbcUrl the database, such as {@code jdbc:postgresql://127.0.0.1:55432/cdctest}
 * @param user the user of the database
 * @param password the user's password; omitted by {@link #toString}, as the parameters of the URL are
 * @param bootstrapServers the Kafka brokers, such as {@code 127.0.0.1:29092}
 * @param connectUrl the REST API of Kafka Connect, such as {@code http://127.0.0.1:8083}
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
        return "Endpoints[jdbcUrl=" + jdbcUrl.replaceFirst("\\?.*", "?…") + ", user=" + user + ", bootstrapServers="
                + bootstrapServers + ", connectUrl=" + connectUrl + "]";
    }
}
