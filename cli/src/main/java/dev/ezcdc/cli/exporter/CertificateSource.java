package dev.ezcdc.cli.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The expiry of the certificates in PEM or DER files. The files are read again each time, since they are renewed. */
public final class CertificateSource implements MetricSource {

    private final List<Path> files;

    public CertificateSource(List<Path> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public String name() {
        return "certificates";
    }

    /** @throws IOException if a file cannot be read or contains no certificate; the message names it */
    @Override
    public List<Gauge> read() throws IOException {
        List<Gauge> gauges = new ArrayList<>();
        for (Path file : files) {
            for (X509Certificate certificate : readCertificates(file)) {
                String subject = certificate.getSubjectX500Principal().getName();
                double seconds = certificate.getNotAfter().toInstant().getEpochSecond();
                gauges.add(new Gauge(
                        Metric.CERTIFICATE_EXPIRY, Map.of("file", file.toString(), "subject", subject), seconds));
            }
        }
        return gauges;
    }

    private static List<X509Certificate> readCertificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (each instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (CertificateException e) {
            throw new IOException("cannot read certificate " + file + ": " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " contains no X.509 certificate. Give a PEM or DER file.");
        }
        return certificates;
    }
}
