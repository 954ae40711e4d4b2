package dev.ezcdc.infra.run;

import dev.ezcdc.infra.os.PasswordFile;
import java.nio.file.Path;

/**
 * The account with which an embedded stack's connector reads PostgreSQL. The worker gets its password as an environment
 * variable, so that the connector's configuration, which Kafka Connect shows to all its clients, contains a reference only.
 */
final class ConnectorAccount {
    static final String USER = "cdc_connector";
    static final String VARIABLE = "CDC_CONNECTOR_PASSWORD";
    /** Resolved by Kafka's {@code EnvVarConfigProvider} in the worker. */
    static final String PASSWORD_REFERENCE = "${env:" + VARIABLE + "}";

    private final PasswordFile file;

    ConnectorAccount(Path home) {
        this.file = new PasswordFile(home.resolve("conf/connector.password"));
    }

    /** Returns the password of this home directory's connector; creates one the first time. Workers start in parallel. */
    synchronized String password() {
        return file.read();
    }
}
