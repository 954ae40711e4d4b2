package dev.ezcdc.consumer.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Removes the values of secret settings from messages, because Kafka's messages may quote an invalid value. */
final class Secrets {

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)+)\"|'([^']+)'|=\\s*([^\\s\"';]+)");
    private static final Pattern SECRET_NAME = Pattern.compile(".*(password|secret|jaas|token|credential|\\.key$).*");

    private final List<String> values = new ArrayList<>();

    Secrets(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            if (isSecret(name) && !value.isBlank()) {
                values.add(value);
                if (name.endsWith("jaas.config")) {
                    Matcher parts = QUOTED.matcher(value);
                    while (parts.find()) {
                        for (int group = 1; group <= 3; group++) {
                            if (parts.group(group) != null) {
                                values.add(parts.group(group));
                            }
                        }
                    }
                }
            }
        });
        values.sort(Comparator.comparingInt(String::length).reversed());
    }

    private static boolean isSecret(String name) {
        ConfigDef.ConfigKey key = ConsumerConfig.configDef().configKeys().get(name);
        return (key != null && key.type == ConfigDef.Type.PASSWORD)
                || SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the message with all secret values replaced. */
    String hide(String message) {
        String result = message;
        for (String value : values) {
            result = result.replace(value, "[hidden]");
        }
        return result;
    }
}
