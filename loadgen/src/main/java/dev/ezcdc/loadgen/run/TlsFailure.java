package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.SqlErrors;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Explains why a TLS connection to PostgreSQL failed. */
final class TlsFailure {

    private TlsFailure() {}

    /** Returns what is wrong and what to do; empty if TLS is not the cause. */
    static Optional<String> explain(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("no encryption")) {
            return Optional.of("the server refuses connections without TLS. Add sslmode=verify-full and sslrootcert"
                    + " to --jdbc-url.");
        }
        if (message.contains("server does not support SSL")) {
            return Optional.of(
                    "the server does not use TLS. Remove sslmode from --jdbc-url, or turn TLS on at the" + " server.");
        }
        if (message.contains("could not be verified by hostnameverifier")) {
            return Optional.of("the server's certificate is for another host name. Use a name of the certificate in"
                    + " --jdbc-url.");
        }
        List<Throwable> chain = new ArrayList<>();
        for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
            chain.add(e);
        }
        if (chain.stream().anyMatch(CertificateExpiredException.class::isInstance)) {
            return Optional.of("the server's certificate has expired ("
                    + SqlErrors.toSingleLine(
                            String.valueOf(chain.get(chain.size() - 1).getMessage()))
                    + "). Renew it, and restart the server.");
        }
        if (chain.stream().anyMatch(e -> e instanceof CertPathBuilderException || e instanceof SignatureException)) {
            return Optional.of("the server's certificate is not signed by a trusted authority. Set sslrootcert in"
                    + " --jdbc-url to the certificate of the authority that signed it.");
        }
        return chain.stream()
                .filter(SSLException.class::isInstance)
                .findFirst()
                .map(e -> "TLS failed: " + SqlErrors.toSingleLine(String.valueOf(e.getMessage())));
    }
}
