package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The account with which an embedded stack's connector reads PostgreSQL. The worker gets its password as an environment
 * variable, so that the connector's configuration, which Kafka Connect shows to all its clients, contains a reference only.
 */
final class ConnectorAccount {
    static final String USER = "cdc_connector";
    static final String VARIABLE = "CDC_CONNECTOR_PASSWORD";
    /** Resolved by Kafka's {@code EnvVarConfigProvider} in the worker. */
    static final String PASSWORD_REFERENCE = "${env:" + VARIABLE + "}";

    private static final int PASSWORD_BYTES = 24;

    private final Path file;

    ConnectorAccount(Path home) {
        this.file = home.resolve("conf/connector.password");
    }

    /** Returns the password of this home directory's connector; creates one the first time. */
    String password() {
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                TextFiles.writePrivate(
                        file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StackException("cannot read or write " + file + ": " + Exceptions.message(e), e);
        }
    }
}
