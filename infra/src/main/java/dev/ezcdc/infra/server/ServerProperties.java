package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.os.TextFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Builds the properties file of a Kafka broker or a Kafka Connect worker. Not thread-safe. */
final class ServerProperties {
    private final Map<String, String> properties = new LinkedHashMap<>();

    ServerProperties set(String key, String value) {
        properties.put(key, value);
        return this;
    }

    ServerProperties set(String key, int value) {
        return set(key, Integer.toString(value));
    }

    /** Replaces settings that are already present. */
    ServerProperties setAll(Map<String, String> overrides) {
        properties.putAll(overrides);
        return this;
    }

    /**
     * Sets the replication factor of topics.
     *
     * @param topics the prefixes of the topics' settings, such as {@code offsets.topic}
     */
    ServerProperties replicate(Topology topology, String... topics) {
        for (String topic : topics) {
            set(topic + ".replication.factor", topology.replicationFactor());
        }
        return this;
    }

    /** Returns the settings in their order. */
    Map<String, String> toMap() {
        return new LinkedHashMap<>(properties);
    }

    /** Writes a file that only its owner can read. */
    Path write(Path file) {
        StringBuilder text = new StringBuilder();
        properties.forEach((key, value) ->
                text.append(key).append('=').append(escape(value)).append('\n'));
        return TextFiles.writePrivate(file, text.toString());
    }

    /** Escapes what Java reads differently: backslashes, and all but ASCII, because Kafka reads its file as Latin-1. */
    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars()
                .forEach(c -> escaped.append(
                        c == '\\'
                                ? "\\\\"
                                : c < 0x7f ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c)));
        return escaped.toString();
    }
}
