package dev.ezcdc.infra.profile;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.os.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings of the whole pipeline for one purpose, each with its reason: what is told to connector, producer, consumer,
 * worker, broker and their JVMs. Immutable. The files are {@code infra/profiles/*.properties}.
 *
 * @param description what it is for
 * @param settings in the file's order; each part and key once
 */
public record Profile(String name, String description, List<Setting> settings) {
    private static final String SUFFIX = ".properties";

    public Profile {
        settings = List.copyOf(settings);
    }

    /** Who is told, by the first word of a line. */
    public enum Part {
        /** The connector: Debezium's settings, and Connect's for a connector. */
        CONNECTOR("connector."),
        /** The producer in which the connector's records leave Connect. */
        PRODUCER("producer."),
        /** The consumer. */
        CONSUMER("consumer."),
        /** The Kafka Connect worker. */
        WORKER("worker."),
        /** The broker. */
        BROKER("broker."),
        /** The worker's JVM; the key only tells lines apart, the value is options. */
        CONNECT_JVM("connect.jvm."),
        /** The broker's JVM, likewise. */
        KAFKA_JVM("kafka.jvm.");

        private final String prefix;

        Part(String prefix) {
            this.prefix = prefix;
        }

        /** What a line of this part begins with, such as {@code producer.}. */
        public String prefix() {
            return prefix;
        }

        /** Whether it can be set on servers that somebody else runs. */
        public boolean isClient() {
            return this == CONNECTOR || this == PRODUCER || this == CONSUMER;
        }
    }

    /** One line. */
    public record Setting(Part part, String key, String value, String reason) {
        /** As it stands in the file. */
        public String toLine() {
            return part.prefix() + key + "=" + value;
        }
    }

    /** The names that {@link #forName} knows, the default first. */
    public static List<String> names() {
        return List.of("balanced", "low-latency", "throughput", "stock");
    }

    /** What every stack is started with unless it is told otherwise. */
    public static Profile balanced() {
        return forName("balanced");
    }

    /** @throws StackException if there is none of that name */
    public static Profile forName(String name) {
        if (!names().contains(name)) {
            throw new StackException("there is no profile " + name + "; there are " + String.join(", ", names())
                    + ", or give a file that ends in " + SUFFIX);
        }
        return ProfileFile.parse(name, TextFiles.readResource("profiles/" + name + SUFFIX));
    }

    /**
     * One of the names, or a file of one's own.
     *
     * @throws StackException if there is no such thing, or it is not in a profile's form
     */
    public static Profile of(String nameOrFile) {
        if (!nameOrFile.endsWith(SUFFIX)) {
            return forName(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        String name = String.valueOf(file.getFileName());
        try {
            return ProfileFile.parse(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
        } catch (IOException e) {
            throw new StackException("cannot read the profile " + file + ": " + Exceptions.message(e), e);
        }
    }

    /**
     * With a setting instead of the one it has, or besides.
     *
     * @param key with its part in front, such as {@code producer.linger.ms}; without, the connector's
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

    /** Only what can be set on servers that somebody else runs: connector, producer and consumer. */
    public Profile withoutServerSettings() {
        return new Profile(
                name,
                description,
                settings.stream().filter(setting -> setting.part().isClient()).toList());
    }

    /** What is set of one part. */
    public Map<String, String> of(Part part) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.stream()
                .filter(setting -> setting.part() == part)
                .forEach(setting -> values.put(setting.key(), setting.value()));
        return values;
    }

    /** The connector's configuration as Connect takes it, the producer's settings among it. */
    public Map<String, String> connectorSettings() {
        Map<String, String> connector = of(Part.CONNECTOR);
        of(Part.PRODUCER).forEach((key, value) -> connector.put("producer.override." + key, value));
        return connector;
    }

    /** The consumer's settings. */
    public Map<String, String> consumerSettings() {
        return of(Part.CONSUMER);
    }

    /** What a server is told; empty for PostgreSQL, which no profile touches. */
    Map<String, String> serverSettings(StackService component) {
        return switch (component) {
            case CONNECT -> of(Part.WORKER);
            case KAFKA -> of(Part.BROKER);
            case POSTGRES -> Map.of();
        };
    }

    /** Options of a server's JVM. */
    List<String> jvmOptions(StackService component) {
        Part part = component == StackService.CONNECT ? Part.CONNECT_JVM : Part.KAFKA_JVM;
        return component == StackService.POSTGRES
                ? List.of()
                : of(part).values().stream()
                        .flatMap(options -> Stream.of(options.split(" ", -1)))
                        .filter(option -> !option.isBlank())
                        .collect(Collectors.toList());
    }
}
