package dev.ezcdc.infra;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logins of clients to Kafka and Kafka Connect, and the certificates that they trust. For PostgreSQL, the parameters of
 * the JDBC URL determine the certificates. Immutable.
 *
 * @param kafkaClient settings of Kafka clients, such as {@code security.protocol}
 * @param connectUser the user of Kafka Connect's REST interface; null if it asks for none
 * @param connectPassword the user's password
 * @param connectCertificates the PEM file of the authorities that clients of Kafka Connect trust; null for those of the JVM
 */
public record ClientSecurity(
        Map<String, String> kafkaClient,
        @Nullable String connectUser,
        @Nullable String connectPassword,
        @Nullable Path connectCertificates) {
    /** Neither TLS nor users. */
    public static final ClientSecurity NONE = new ClientSecurity(Map.of(), null, null, null);

    public ClientSecurity {
        kafkaClient = Map.copyOf(kafkaClient);
    }

    /** Omits the passwords. */
    @Override
    public String toString() {
        return "ClientSecurity[kafkaClient=" + kafkaClient.keySet() + ", connectUser=" + connectUser
                + ", connectCertificates=" + connectCertificates + "]";
    }
}
