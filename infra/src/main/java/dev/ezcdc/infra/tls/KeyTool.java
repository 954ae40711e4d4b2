package dev.ezcdc.infra.tls;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.OsProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Creates keys and certificates with the JDK's {@code keytool}.
 *
 * @param passwordFile the file with the password of all key stores
 */
record KeyTool(Path passwordFile) {
    static final String AUTHORITY = "ca";
    static final String SERVER = "server";

    private static final int AUTHORITY_DAYS = 3650;
    private static final List<String> KEY = List.of("-keyalg", "EC", "-groupname", "secp256r1");

    /** Creates a key store with the key and the self-signed certificate of a certificate authority. */
    void createAuthority(Path authority) {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", AUTHORITY));
        arguments.addAll(KEY);
        arguments.addAll(List.of("-dname", "CN=ez-cdc certificate authority"));
        arguments.addAll(List.of("-validity", Integer.toString(AUTHORITY_DAYS)));
        arguments.addAll(List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign"));
        generate(authority, AUTHORITY, arguments);
    }

    /**
     * Creates a key store with a server's key and a certificate that the authority signs. Replaces an existing one.
     *
     * @param names the host names and IP addresses of the server
     * @param startDays the days from now until the certificate is valid; negative for the past
     * @param days the days for which it is valid
     */
    void createServerCertificate(Path authority, Path server, List<String> names, int startDays, int days) {
        // The option -signer needs both keys in one key store.
        Path both = server.resolveSibling("both.p12");
        Path part = server.resolveSibling("server.p12.part");
        try {
            Files.deleteIfExists(both);
            Files.deleteIfExists(part);
            Files.copy(authority, both);
            List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", SERVER, "-signer", AUTHORITY));
            arguments.addAll(KEY);
            arguments.addAll(List.of("-dname", "CN=" + names.get(0), "-ext", "san=" + toAlternativeNames(names)));
            arguments.addAll(List.of("-startdate", (startDays < 0 ? "" : "+") + startDays + "d"));
            arguments.addAll(List.of("-validity", Integer.toString(days)));
            arguments.addAll(List.of("-ext", "ku:c=digitalSignature", "-ext", "eku=serverAuth,clientAuth"));
            generate(both, SERVER, arguments);
            String output = run(List.of(
                    "-importkeystore",
                    "-srckeystore",
                    both.toString(),
                    "-srcalias",
                    SERVER,
                    "-srcstorepass:file",
                    passwordFile.toString(),
                    "-destkeystore",
                    part.toString(),
                    "-deststoretype",
                    "PKCS12",
                    "-deststorepass:file",
                    passwordFile.toString()));
            requireEntry(part, SERVER, output);
            Files.move(part, server, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(both);
        } catch (IOException e) {
            throw new StackException("cannot write " + server + ": " + Exceptions.message(e), e);
        }
    }

    /** Opens a key store that this class created. */
    KeyStore open(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(
                file.toFile(), Files.readString(passwordFile).strip().toCharArray());
    }

    private void generate(Path file, String alias, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
        all.addAll(List.of("-storepass:file", passwordFile.toString()));
        requireEntry(file, alias, run(all));
    }

    private static String run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        return OsProcess.run(command.toArray(String[]::new));
    }

    private void requireEntry(Path file, String alias, String output) {
        try {
            if (Files.exists(file) && open(file).isKeyEntry(alias)) {
                return;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("cannot read " + file + ": " + Exceptions.message(e), e);
        }
        throw new StackException(
                "keytool failed to write " + file + ": " + LogTail.escapeControlCharacters(output.strip()));
    }

    private static String toAlternativeNames(List<String> names) {
        return names.stream()
                .map(name -> (name.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(","));
    }
}
