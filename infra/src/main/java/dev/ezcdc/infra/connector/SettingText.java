package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.os.LogTail;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a connector's settings as text for people: without secrets and control characters. */
public final class SettingText {
    /** The text in place of a secret. */
    public static final String MASK = "****";

    private static final Pattern SECRET =
            Pattern.compile("(?i)passw|passphrase|secret|token|credential|jaas|private|api.?key|access.?key");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^${}]+}");
    private static final Pattern URL_PASSWORD = Pattern.compile("(?<=://)([^/@:\\s]*):[^/@\\s]*@");
    private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&;\\s]*");

    private SettingText() {}

    /** Returns the value to print. A reference to a config provider, such as {@code ${env:PASSWORD}}, is no secret. */
    public static String of(String key, @Nullable String value) {
        return value == null ? "not set" : LogTail.escapeControlCharacters(mask(key, value));
    }

    /** Returns the value, or {@link #MASK} in place of a secret. */
    public static String mask(String key, String value) {
        if (isSecret(key, value)) {
            return MASK;
        }
        String withoutUrl = URL_PASSWORD.matcher(value).replaceAll("$1:" + MASK + "@");
        return PARAMETER.matcher(withoutUrl).replaceAll("$1" + MASK);
    }

    /** Returns whether a setting holds a secret itself, and not a reference to one. */
    public static boolean isSecret(String key, String value) {
        return SECRET.matcher(key).find()
                && !value.isEmpty()
                && !REFERENCE.matcher(value).matches();
    }
}
