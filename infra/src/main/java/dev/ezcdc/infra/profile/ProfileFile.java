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
 * Parses profile files. Comments up to the first empty line are the description. Then follow the settings, each below
 * the comment that gives its reason.
 */
final class ProfileFile {
    private ProfileFile() {}

    static Profile parse(String name, String text) {
        List<String> description = new ArrayList<>();
        List<String> reason = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        boolean inDescription = true;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.isEmpty()) {
                inDescription = false;
                reason.clear();
            } else if (line.startsWith("#")) {
                (inDescription ? description : reason).add(line.substring(1).strip());
            } else {
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new StackException("profile " + name + ": not a KEY=VALUE setting: " + line);
                }
                String key = line.substring(0, equals).strip();
                if (!keys.add(key)) {
                    throw new StackException("profile " + name + ": duplicate key " + key);
                }
                if (!hasKnownPrefix(key)) {
                    throw new StackException(
                            "profile " + name + ": unknown prefix in " + key + ". Use one of " + listPrefixes());
                }
                String value = line.substring(equals + 1).strip();
                settings.add(parseSetting(key, value, String.join(" ", reason)));
                reason.clear();
                inDescription = false;
            }
        }
        return new Profile(name, String.join(" ", description), settings);
    }

    /** Returns the setting; a key without a known prefix belongs to the connector. */
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
