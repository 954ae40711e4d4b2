package dev.ezcdc.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chains of exceptions are those that the JDK and the drivers throw; TlsIT makes them happen. */
class TlsFailureTest {

    private static final TlsClient CLIENT = new TlsClient("Kafka", "the-store", "--the-address", "the-protocol");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        handshake(new CertificateException(
                                "PKIX path validation failed",
                                new CertPathValidatorException(
                                        "validity check failed", new CertificateExpiredException("NotAfter: Monday")))),
                        "Kafka's certificate has expired (NotAfter: Monday). Renew it, and restart the server"),
                Arguments.of(
                        handshake(new CertificateNotYetValidException("NotBefore: Friday")),
                        "Kafka's certificate is not valid yet (NotBefore: Friday). Check the clocks of both machines"),
                Arguments.of(
                        handshake(new CertPathBuilderException("unable to find valid certification path")),
                        "Kafka's certificate is not signed by a trusted authority. Set the-store to the certificate of the"
                                + " authority that signed it"),
                Arguments.of(
                        handshake(new SignatureException("Signature does not match.")),
                        "Kafka's certificate is not signed by a trusted authority. Set the-store to the certificate of the"
                                + " authority that signed it"),
                Arguments.of(
                        handshake(
                                new CertificateException("No subject alternative names matching\nIP\u001b[31m found")),
                        "Kafka's certificate is for another host name (No subject alternative names matching IP [31m"
                                + " found). Use a name of the certificate in --the-address"),
                Arguments.of(
                        new IOException(new SSLException("Unrecognized SSL message, plaintext connection?")),
                        "Kafka does not use TLS at this port. Change the-protocol, or turn TLS on at the server"),
                Arguments.of(
                        new IOException("lost", new SSLException("Received fatal alert: bad_certificate")),
                        "TLS failed: Received fatal alert: bad_certificate"));
    }

    private static Exception handshake(Exception cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("handshake failed");
        handshake.initCause(cause);
        return new IllegalStateException("cannot connect", handshake);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void causeAndRemedyAreNamed(Exception failure, String expected) {
        assertThat(TlsFailure.find(failure)).map(found -> found.explain(CLIENT)).contains(expected);
    }

    @Test
    void failuresWithoutTlsAreNotExplained() {
        assertThat(TlsFailure.find(new IOException("Connection refused"))).isEmpty();
    }

    @Test
    void cyclesOfCausesEnd() {
        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));

        assertThat(TlsFailure.find(first)).isEmpty();
    }
}
