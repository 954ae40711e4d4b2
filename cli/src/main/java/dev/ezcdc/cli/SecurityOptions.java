package dev.ezcdc.cli;

import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Logins and trusted certificates of servers that are not the embedded stack's. */
final class SecurityOptions {

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file with more Kafka client settings, such as TLS and SASL.")
    private @Nullable Path kafkaConfig;

    @Option(names = "--connect-user", paramLabel = "USER", description = "User of Kafka Connect's REST interface.")
    private @Nullable String connectUser;

    @Option(
            names = "--connect-password",
            paramLabel = "PASSWORD",
            description = "Prefer the environment variable CONNECT_PASSWORD.")
    private @Nullable String connectPassword = System.getenv("CONNECT_PASSWORD");

    @Option(
            names = "--connect-ca",
            paramLabel = "FILE",
            description = "PEM file of the authorities that sign Kafka Connect's certificate. Default: those of Java.")
    private @Nullable Path connectCertificates;

    ClientSecurity read() {
        if (connectUser != null && connectPassword == null) {
            throw new StackException("--connect-user needs a password. Set the environment variable CONNECT_PASSWORD");
        }
        return new ClientSecurity(
                kafkaConfig == null ? Map.of() : readKafkaSettings("--kafka-config", kafkaConfig),
                connectUser,
                connectPassword,
                connectCertificates);
    }

    /** Returns the settings of a file, except for those that the commands set themselves. */
    static Map<String, String> readKafkaSettings(String option, Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StackException(option + ": cannot read " + file + ". Name a file of Kafka client settings", e);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> !name.equals("bootstrap.servers") && !name.equals("group.id"))
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
