package dev.ezcdc.infra.profile;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.profile.Profile.Part;
import dev.ezcdc.infra.profile.Profile.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A profile's form: comments at the top tell what it is for, up to the first empty line; then settings, each with the
 * reason above it.
 */
final class ProfileFile {
    private ProfileFile() {}

    static Profile parse(String name, String text) {
        List<String> description = new ArrayList<>();
        List<String> reason = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean head = true;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.isEmpty()) {
                head = false;
                reason.clear();
            } else if (line.startsWith("#")) {
                (head ? description : reason).add(line.substring(1).strip());
            } else {
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new StackException("profile " + name + ": a setting is KEY=VALUE; this is " + line);
                }
                String key = line.substring(0, equals).strip();
                if (!seen.add(key)) {
                    throw new StackException("profile " + name + " has " + key + " twice");
                }
                if (!hasKnownPrefix(key)) {
                    throw new StackException("profile " + name + ": " + key + " begins with none of " + listPrefixes());
                }
                String value = line.substring(equals + 1).strip();
                settings.add(parseSetting(key, value, String.join(" ", reason)));
                reason.clear();
                head = false;
            }
        }
        return new Profile(name, String.join(" ", description), settings);
    }

    /** A key without a part in front is the connector's. */
    static Setting parseSetting(String key, String value, String reason) {
        if (key.startsWith("producer.override.")) {
            return new Setting(Part.PRODUCER, key.substring("producer.override.".length()), value, reason);
        }
        return Arrays.stream(Part.values())
                .filter(part -> key.startsWith(part.prefix()))
                .findFirst()
                .map(part -> new Setting(part, key.substring(part.prefix().length()), value, reason))
                .orElseGet(() -> new Setting(Part.CONNECTOR, key, value, reason));
    }

    private static boolean hasKnownPrefix(String key) {
        return Arrays.stream(Part.values()).anyMatch(part -> key.startsWith(part.prefix()));
    }

    private static String listPrefixes() {
        return Arrays.stream(Part.values()).map(Part::prefix).collect(Collectors.joining(", "));
    }
}
