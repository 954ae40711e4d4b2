package dev.ezcdc.consumer.cli;

import dev.ezcdc.tls.TlsClient;
import dev.ezcdc.tls.TlsFailure;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Explains why Kafka's client could not log in or trust the broker. */
final class SecurityFailure {

    private static final TlsClient TLS_CLIENT = new TlsClient(
            "Kafka",
            "ssl.truststore.location and ssl.truststore.type in --kafka-config",
            "--bootstrap-servers",
            "security.protocol, or the port in --bootstrap-servers");

    private SecurityFailure() {}

    /** Returns what is wrong and what to do; empty for other failures. */
    static Optional<String> explain(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof AuthenticationException authentication) {
                return Optional.of(explain(failure, authentication));
            }
        }
        return Optional.empty();
    }

    private static String explain(Throwable failure, AuthenticationException authentication) {
        Optional<TlsFailure> tls = TlsFailure.find(failure);
        if (tls.isPresent()) {
            return "SSL handshake failed: " + tls.get().explain(TLS_CLIENT) + ".";
        }
        if (authentication instanceof SslAuthenticationException) {
            return "SSL handshake failed: " + authentication.getMessage();
        }
        return "Kafka rejects the login: " + failure.getMessage()
                + ". Check sasl.mechanism, and user and password in sasl.jaas.config.";
    }
}
