package dev.ezcdc.infra.tls;

import dev.ezcdc.infra.os.Exceptions;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Explains why a TLS connection failed. */
public final class TlsFailure {
    private TlsFailure() {}

    /**
     * Returns what is wrong with the connection and what to do, as a clause without a full stop. Empty if TLS is not the
     * cause.
     *
     * @param trusted where the caller configures the certificates that it trusts, such as {@code sslrootcert}
     */
    public static Optional<String> explain(Throwable failure, String trusted) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
            chain.add(e);
        }
        for (Throwable e : chain) {
            if (e instanceof CertificateExpiredException) {
                return Optional.of("the server's certificate has expired (" + Exceptions.message(e)
                        + "). Renew it, and restart the server");
            }
            if (e instanceof CertificateNotYetValidException) {
                return Optional.of("the server's certificate is not valid yet (" + Exceptions.message(e)
                        + "). Check the clocks of both machines");
            }
        }
        for (Throwable e : chain) {
            String message = Exceptions.message(e);
            // The signature does not match if another authority has the same name.
            if (e instanceof CertPathBuilderException
                    || e instanceof SignatureException
                    || message.contains("unable to find valid certification path")) {
                return Optional.of("the server's certificate is not signed by a trusted authority. Set " + trusted
                        + " to the certificate of the authority that signed it");
            }
            if (message.contains("No subject alternative")
                    || message.contains("No name matching")
                    || message.contains("could not be verified by hostnameverifier")) {
                return Optional.of("the server's certificate is for another host name (" + message
                        + "). Connect to a name that is in the certificate");
            }
            if (message.contains("nrecognized SSL message") || message.contains("server does not support SSL")) {
                return Optional.of("the server does not use TLS. Connect without TLS, or turn it on at the server");
            }
        }
        return chain.stream()
                .filter(SSLException.class::isInstance)
                .findFirst()
                .map(e -> "TLS failed: " + Exceptions.message(e));
    }
}
