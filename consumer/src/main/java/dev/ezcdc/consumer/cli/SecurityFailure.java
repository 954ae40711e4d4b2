package dev.ezcdc.consumer.cli;

import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Explains why Kafka's client could not log in or trust the broker. */
final class SecurityFailure {

    private SecurityFailure() {}

    /** Returns what is wrong and what to do; empty for other failures. */
    static Optional<String> explain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
            chain.add(e);
        }
        return chain.stream().anyMatch(AuthenticationException.class::isInstance)
                ? Optional.of(explain(chain))
                : Optional.empty();
    }

    private static String explain(List<Throwable> chain) {
        String text = chain.stream()
                .map(e -> e.getClass().getSimpleName() + ": " + e.getMessage())
                .toList()
                .toString();
        Throwable innermost = chain.get(chain.size() - 1);
        if (chain.stream().anyMatch(CertificateExpiredException.class::isInstance)) {
            return "SSL handshake failed: Kafka's certificate has expired (" + innermost.getMessage()
                    + "). Renew it at the broker.";
        }
        if (chain.stream().anyMatch(e -> e instanceof CertPathBuilderException || e instanceof SignatureException)) {
            return "SSL handshake failed: Kafka's certificate is not signed by a trusted authority. Set"
                    + " ssl.truststore.location and ssl.truststore.type in --kafka-config.";
        }
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return "SSL handshake failed: Kafka's certificate is for another host name (" + innermost.getMessage()
                    + "). Use a name of the certificate in --bootstrap-servers.";
        }
        if (text.contains("nrecognized SSL message")) {
            return "SSL handshake failed: the broker does not use TLS at this port. Change security.protocol, or the"
                    + " port in --bootstrap-servers.";
        }
        if (chain.stream().anyMatch(SslAuthenticationException.class::isInstance)) {
            return "SSL handshake failed: " + innermost.getMessage();
        }
        return "Kafka rejects the login: " + chain.get(0).getMessage()
                + ". Check sasl.mechanism, and user and password in sasl.jaas.config.";
    }
}
