package dev.ezcdc.infra.tls;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;

/**
 * The certificates and passwords of the containers in {@code compose-tls.yaml}. Only the owner can enter the directory. All
 * users can read the files in it, because the containers' users must read what is mounted.
 *
 * @param directory the directory
 */
public record ComposeSecrets(Path directory) {
    private static final String USER = "cdctest";
    private static final String SCRAM = "SCRAM-SHA-512";

    /**
     * Creates the files.
     *
     * @param names the host names and IP addresses of all servers
     * @throws StackException if the directory exists: its passwords may be in use
     */
    public static ComposeSecrets create(Path directory, List<String> names) {
        if (Files.exists(directory)) {
            throw new StackException(directory
                    + " exists. Choose another directory (--out), or delete it if nothing uses its passwords");
        }
        ComposeSecrets part = new ComposeSecrets(directory.resolveSibling(directory.getFileName() + ".part"));
        try {
            Directories.deleteRecursively(part.directory);
            Files.createDirectories(part.directory.getParent());
            Files.createDirectory(
                    part.directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            part.writePasswords(directory);
            part.writeCertificates(names);
            Files.move(part.directory, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("cannot write " + directory + ": " + Exceptions.message(e), e);
        }
        return new ComposeSecrets(directory);
    }

    private void writePasswords(Path finalDirectory) throws IOException {
        String kafka = TlsHome.newPassword();
        String store = TlsHome.newPassword();
        String jaas = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                + "\" password=\"" + kafka + "\";";
        write("database_password", TlsHome.newPassword() + "\n");
        write("connector", "password=" + TlsHome.newPassword() + "\n");
        write("connect_users", USER + ":" + TlsHome.newPassword() + "\n");
        write("store.password", store + "\n");
        write("kafka", "store=" + store + "\njaas=" + jaas + "\n");
        write("kafka_user", "--add-scram\n" + SCRAM + "=[name=" + USER + ",password=" + kafka + "]\n");
        write("kafka_client", clientProperties(jaas, "/run/secrets/ca"));
        write(
                "client.properties",
                clientProperties(jaas, finalDirectory.resolve("ca.pem").toString()));
    }

    private void writeCertificates(List<String> names) throws IOException, GeneralSecurityException {
        KeyTool keyTool = new KeyTool(directory.resolve("store.password"));
        Path authority = directory.resolve("ca.p12");
        Path server = directory.resolve("server.p12");
        keyTool.createAuthority(authority);
        keyTool.createServerCertificate(authority, server, names, -1, TlsHome.CERTIFICATE_DAYS + 1);
        KeyStore store = keyTool.open(server);
        Certificate[] chain = store.getCertificateChain(KeyTool.SERVER);
        char[] password =
                Files.readString(directory.resolve("store.password")).strip().toCharArray();
        write("server.key", Pem.ofKey(store.getKey(KeyTool.SERVER, password)));
        write("server.pem", Pem.ofCertificates(chain));
        write("ca.pem", Pem.ofCertificates(chain[chain.length - 1]));
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static String clientProperties(String jaas, String trusted) {
        return "security.protocol=SASL_SSL\nsasl.mechanism=" + SCRAM + "\nsasl.jaas.config=" + jaas
                + "\nssl.truststore.type=PEM\nssl.truststore.location=" + trusted.replace("\\", "\\\\") + "\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = TextFiles.writePrivate(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
