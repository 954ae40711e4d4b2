package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.tls.Pem;
import dev.ezcdc.tls.TlsClient;
import dev.ezcdc.tls.TlsFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;

/** The connection and the login of a client of Kafka Connect's REST API. */
record ConnectAccess(URI url, ClientSecurity security) {
    private static final TlsClient TLS_CLIENT =
            new TlsClient("the server", "--connect-ca", "the URL of Kafka Connect", "https in that URL");

    HttpClient openClient() {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        Path certificates = security.connectCertificates();
        if (certificates != null) {
            builder.sslContext(Pem.trusting(certificates));
        }
        return builder.build();
    }

    HttpRequest.Builder authorize(HttpRequest.Builder request) {
        if (security.connectUser() != null) {
            String login = security.connectUser() + ":" + security.connectPassword();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    StackException explain(SSLException e) {
        return new StackException(
                "cannot connect to Kafka Connect at " + url + ": "
                        + TlsFailure.find(e)
                                .map(failure -> failure.explain(TLS_CLIENT))
                                .orElseGet(() -> Exceptions.message(e)),
                e);
    }

    /** Returns what a failure without a response can mean, as a sentence without the full stop. */
    String explainSilence() {
        return "http".equals(url.getScheme())
                ? ". If it uses TLS, its URL starts with https"
                : ". If it does not use TLS, its URL starts with http";
    }

    StackException explainRejectedLogin() {
        return new StackException("Kafka Connect at " + url + " rejects the login: "
                + (security.connectUser() == null
                        ? "it requires a user and a password. Set --connect-user, and the environment variable"
                                + " CONNECT_PASSWORD"
                        : "user " + security.connectUser() + " or the password is wrong. Check both"));
    }
}
