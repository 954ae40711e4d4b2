package dev.ezcdc.infra;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The addresses of a stack's servers, and how clients log in.
 *
 * @param jdbcUrl the database, such as {@code jdbc:postgresql://127.0.0.1:55432/cdctest}; with a standby, the URL of both
 *     servers, which finds the primary
 * @param user the user of the database
 * @param password the user's password; omitted by {@link #toString}, as the parameters of the URL are
 * @param bootstrapServers the Kafka brokers, such as {@code 127.0.0.1:29092}
 * @param connectUrls the REST APIs of Kafka Connect's workers, such as {@code http://127.0.0.1:8083}; at least one
 * @param security how clients of Kafka and Kafka Connect log in, and which certificates they trust
 */
public record Endpoints(
        String jdbcUrl,
        String user,
        String password,
        String bootstrapServers,
        List<URI> connectUrls,
        ClientSecurity security) {
    public Endpoints {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        connectUrls = List.copyOf(connectUrls);
        Objects.requireNonNull(security, "security");
    }

    /** The endpoints of servers whose Kafka and Kafka Connect use neither TLS nor users. */
    public Endpoints(String jdbcUrl, String user, String password, String bootstrapServers, URI connectUrl) {
        this(jdbcUrl, user, password, bootstrapServers, connectUrl, ClientSecurity.NONE);
    }

    /** The endpoints of servers with one worker. */
    public Endpoints(
            String jdbcUrl,
            String user,
            String password,
            String bootstrapServers,
            URI connectUrl,
            ClientSecurity security) {
        this(jdbcUrl, user, password, bootstrapServers, List.of(connectUrl), security);
    }

    /** Returns the REST API of the first worker. */
    public URI connectUrl() {
        return connectUrls.get(0);
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
                + bootstrapServers + ", connectUrls=" + connectUrls + "]";
    }
}
