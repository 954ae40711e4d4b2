package dev.ezcdc.tls;

import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Why a TLS connection failed. Immutable.
 *
 * @param reason the kind of failure
 * @param detail the message of the exception that shows it, on one line
 */
public record TlsFailure(Reason reason, String detail) {
    /** The kinds of failures. */
    public enum Reason {
        EXPIRED,
        NOT_YET_VALID,
        UNTRUSTED,
        OTHER_HOST,
        SERVER_WITHOUT_TLS,
        OTHER
    }

    /** Returns the failure that an exception or one of its causes shows; empty if TLS is not the cause. */
    public static Optional<TlsFailure> find(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
            chain.add(e);
        }
        // The validity first: an expired certificate can also be reported as one without a trusted path.
        return findFirst(chain, TlsFailure::validityReason)
                .or(() -> findFirst(chain, TlsFailure::otherReason))
                .or(() -> findFirst(
                        chain, e -> e instanceof SSLException ? Optional.of(Reason.OTHER) : Optional.empty()));
    }

    /** Returns what is wrong and what to do, as a clause without a full stop. */
    public String explain(TlsClient client) {
        String certificate = client.server() + "'s certificate ";
        return switch (reason) {
            case EXPIRED -> certificate + "has expired (" + detail + "). Renew it, and restart the server";
            case NOT_YET_VALID -> certificate + "is not valid yet (" + detail + "). Check the clocks of both machines";
            case UNTRUSTED ->
                certificate + "is not signed by a trusted authority. Set " + client.trusted()
                        + " to the certificate of the authority that signed it";
            case OTHER_HOST ->
                certificate + "is for another host name (" + detail + "). Use a name of the certificate in "
                        + client.address();
            case SERVER_WITHOUT_TLS ->
                client.server() + " does not use TLS at this port. Change " + client.protocol()
                        + ", or turn TLS on at the server";
            case OTHER -> "TLS failed: " + detail;
        };
    }

    private static Optional<Reason> validityReason(Throwable e) {
        if (e instanceof CertificateExpiredException) {
            return Optional.of(Reason.EXPIRED);
        }
        return e instanceof CertificateNotYetValidException ? Optional.of(Reason.NOT_YET_VALID) : Optional.empty();
    }

    private static Optional<Reason> otherReason(Throwable e) {
        String message = String.valueOf(e.getMessage());
        // The signature does not match if another authority has the same name.
        if (e instanceof CertPathBuilderException
                || e instanceof SignatureException
                || message.contains("unable to find valid certification path")) {
            return Optional.of(Reason.UNTRUSTED);
        }
        if (message.contains("No subject alternative")
                || message.contains("No name matching")
                || message.contains("could not be verified by hostnameverifier")) {
            return Optional.of(Reason.OTHER_HOST);
        }
        return message.contains("nrecognized SSL message") || message.contains("server does not support SSL")
                ? Optional.of(Reason.SERVER_WITHOUT_TLS)
                : Optional.empty();
    }

    private static Optional<TlsFailure> findFirst(List<Throwable> chain, Classifier classifier) {
        for (Throwable e : chain) {
            Optional<Reason> reason = classifier.classify(e);
            if (reason.isPresent()) {
                return Optional.of(new TlsFailure(reason.get(), toSingleLine(e)));
            }
        }
        return Optional.empty();
    }

    /** Returns the message without what could affect a terminal. */
    private static String toSingleLine(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ");
    }

    private interface Classifier {
        Optional<Reason> classify(Throwable e);
    }
}
