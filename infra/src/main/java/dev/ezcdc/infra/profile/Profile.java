package dev.ezcdc.infra.profile;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings for one purpose, such as low latency, each with its reason. They cover the whole pipeline: connector,
 * producer, consumer, worker, broker and JVMs. Immutable. The files are {@code infra/profiles/*.properties}.
 *
 * @param description the purpose
 * @param settings in the order of the file; each combination of part and key occurs once
 */
public record Profile(String name, String description, List<Setting> settings) {
    private static final String SUFFIX = ".properties";

    public Profile {
        settings = List.copyOf(settings);
    }

    /** The component that a setting configures, identified by the prefix of its key. */
    public enum Part {
        /** The connector: Debezium's settings, and Kafka Connect's settings of a connector. */
        CONNECTOR("connector."),
        /** The producer with which Kafka Connect writes the connector's records. */
        PRODUCER("producer."),
        /** The consumer. */
        CONSUMER("consumer."),
        /** The Kafka Connect worker. */
        WORKER("worker."),
        /** The broker. */
        BROKER("broker."),
        /** The worker's JVM. The value contains JVM options; the key only distinguishes the lines. */
        CONNECT_JVM("connect.jvm."),
        /** The broker's JVM, in the same form as {@link #CONNECT_JVM}. */
        KAFKA_JVM("kafka.jvm.");

        private final String prefix;

        Part(String prefix) {
            this.prefix = prefix;
        }

        /** Returns the prefix of the part's keys, such as {@code producer.}. */
        public String prefix() {
            return prefix;
        }

        /** Returns whether the part can be configured on existing servers. */
        public boolean isClient() {
            return this == CONNECTOR || this == PRODUCER || this == CONSUMER;
        }
    }

    /** One setting; {@code key} is without the part's prefix. */
    public record Setting(Part part, String key, String value, String reason) {
        /** Returns the setting as a line of a profile file. */
        public String toLine() {
            return part.prefix() + key + "=" + value;
        }
    }

    /** Returns the names of the packaged profiles, the default first. */
    public static List<String> names() {
        return List.of("balanced", "low-latency", "throughput", "stock");
    }

    /** Returns the default profile. */
    public static Profile balanced() {
        return forName("balanced");
    }

    /**
     * Returns a packaged profile.
     *
     * @throws StackException if {@code name} is not one of {@link #names}
     */
    public static Profile forName(String name) {
        if (!names().contains(name)) {
            throw new StackException("unknown profile " + name + ". Choose one of " + String.join(", ", names())
                    + ", or a file whose name ends in " + SUFFIX);
        }
        return ProfileFile.parse(name, TextFiles.readResource("profiles/" + name + SUFFIX));
    }

    /**
     * Returns a packaged profile by its name, or reads a profile from a file whose name ends in {@code .properties}.
     *
     * @throws StackException if the name is unknown, or the file cannot be read or is malformed
     */
    public static Profile load(String nameOrFile) {
        if (!nameOrFile.endsWith(SUFFIX)) {
            return forName(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        String name = String.valueOf(file.getFileName());
        try {
            return ProfileFile.parse(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
        } catch (IOException e) {
            throw new StackException("cannot read profile " + file + ": " + Exceptions.message(e), e);
        }
    }

    /**
     * Returns a copy in which the setting is added, or replaces the one with the same key.
     *
     * @param key the key with its part's prefix, such as {@code producer.linger.ms}; without one, a setting of the
     *     connector
     */
    public Profile with(String key, String value, String reason) {
        Setting changed = ProfileFile.parseSetting(key, value, reason);
        List<Setting> all = new ArrayList<>();
        boolean replaced = false;
        for (Setting setting : settings) {
            boolean same = setting.part() == changed.part() && setting.key().equals(changed.key());
            all.add(same ? changed : setting);
            replaced |= same;
        }
        if (!replaced) {
            all.add(changed);
        }
        return new Profile(name, description, all);
    }

    /** Returns a copy with the settings that existing servers accept: those of connector, producer and consumer. */
    public Profile withoutServerSettings() {
        return new Profile(
                name,
                description,
                settings.stream().filter(setting -> setting.part().isClient()).toList());
    }

    /** Returns the settings of one part. */
    public Map<String, String> settingsFor(Part part) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.stream()
                .filter(setting -> setting.part() == part)
                .forEach(setting -> values.put(setting.key(), setting.value()));
        return values;
    }

    /**
     * Returns the connector's settings in the form of Kafka Connect, with the producer's as
     * {@code producer.override.…}.
     */
    public Map<String, String> connectorSettings() {
        Map<String, String> connector = settingsFor(Part.CONNECTOR);
        settingsFor(Part.PRODUCER).forEach((key, value) -> connector.put("producer.override." + key, value));
        return connector;
    }

    /** Returns the connector's settings for which a packaged profile has a value. */
    public static Set<String> connectorSettingKeys() {
        return names().stream()
                .flatMap(name -> forName(name).connectorSettings().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** Returns the consumer's settings. */
    public Map<String, String> consumerSettings() {
        return settingsFor(Part.CONSUMER);
    }

    /** Returns the settings of a server; empty for PostgreSQL, which profiles do not configure. */
    Map<String, String> serverSettings(StackService service) {
        return switch (service) {
            case CONNECT -> settingsFor(Part.WORKER);
            case KAFKA -> settingsFor(Part.BROKER);
            case POSTGRES -> Map.of();
        };
    }

    /** Returns the JVM options of a server; empty for PostgreSQL. */
    List<String> jvmOptions(StackService service) {
        Part part = service == StackService.CONNECT ? Part.CONNECT_JVM : Part.KAFKA_JVM;
        return service == StackService.POSTGRES
                ? List.of()
                : settingsFor(part).values().stream()
                        .flatMap(options -> Stream.of(options.split(" ", -1)))
                        .filter(option -> !option.isBlank())
                        .collect(Collectors.toList());
    }
}
