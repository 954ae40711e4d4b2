package dev.ezcdc.infra;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The addresses of a stack's servers, and how clients log in.
 *
 * @param jdbcUrl the database, such as {@code jdbc:postgresql://127.0.0.1:55432/cdctest}
 * @param user the user of the database
 * @param password the user's password; omitted by {@link #toString}, as the parameters of the URL are
 * @param bootstrapServers the Kafka brokers, such as {@code 127.0.0.1:29092}
 * @param connectUrl the REST API of Kafka Connect, such as {@code http://127.0.0.1:8083}
 * @param security how clients of Kafka and Kafka Connect log in, and which certificates they trust
 */
public record Endpoints(
        String jdbcUrl,
        String user,
        String password,
        String bootstrapServers,
        URI connectUrl,
        ClientSecurity security) {
    public Endpoints {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(connectUrl, "connectUrl");
        Objects.requireNonNull(security, "security");
    }

    /** The endpoints of servers whose Kafka and Kafka Connect use neither TLS nor users. */
    public Endpoints(String jdbcUrl, String user, String password, String bootstrapServers, URI connectUrl) {
        this(jdbcUrl, user, password, bootstrapServers, connectUrl, ClientSecurity.NONE);
    }

    /** Returns the settings with which a Kafka client connects, {@code bootstrap.servers} included. */
    public Map<String, Object> kafkaClientSettings() {
        Map<String, Object> settings = new HashMap<>(security.kafkaClient());
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    @Override
    public String toString() {
        return "Endpoints[jdbcUrl=" + jdbcUrl.replaceFirst("\\?.*", "?…") + ", user=" + user + ", bootstrapServers="
                + bootstrapServers + ", connectUrl=" + connectUrl + "]";
    }
}
