package dev.ezcdc.consumer.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kafka client settings from a properties file and from the environment, which overrides the file. {@code
 * KAFKA_CDC_CLIENT_SECURITY_PROTOCOL} sets {@code security.protocol}.
 */
final class ClientSettings {

    static final String FILE_VARIABLE = "KAFKA_CDC_KAFKA_CONFIG";
    static final String PREFIX = "KAFKA_CDC_CLIENT_";

    private ClientSettings() {}

    /**
     * Reads the settings.
     *
     * @param file null for the file named by the environment, if any
     * @throws IllegalArgumentException if the file does not exist or is not readable
     */
    static Map<String, String> read(@Nullable Path file, Map<String, String> environment) throws IOException {
        Map<String, String> settings = new HashMap<>();
        String fromEnvironment = environment.getOrDefault(FILE_VARIABLE, "");
        if (file != null) {
            readFile("--kafka-config", file, settings);
        } else if (!fromEnvironment.isBlank()) {
            readFile(FILE_VARIABLE, Path.of(fromEnvironment), settings);
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && name.length() > PREFIX.length()) {
                String setting = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                settings.put(setting.replace('_', '.'), value);
            }
        });
        return settings;
    }

    private static void readFile(String option, Path file, Map<String, String> settings) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(option + ": cannot read file " + file);
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
    }

    /** Returns the settings that no Kafka client recognizes: typos, or settings of the user's plug-ins. */
    static List<String> findUnknown(Map<String, String> settings) {
        TreeSet<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(ConsumerConfig.configNames());
        unknown.removeAll(ProducerConfig.configNames());
        unknown.removeAll(AdminClientConfig.configNames());
        return List.copyOf(unknown);
    }
}
