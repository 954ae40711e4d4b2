package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorFile;
import dev.ezcdc.infra.connector.SettingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets a user edit a connector's settings as JSON. Secrets are masked in the file; a value that stays masked is
 * unchanged.
 *
 * @param command the editor, which the shell runs with the file's name as an argument
 */
public record SettingsEditor(String command) {

    /** Returns the editor of the environment: {@code VISUAL}, else {@code EDITOR}, else {@code vi}. */
    public static SettingsEditor fromEnvironment() {
        for (String variable : new String[] {"VISUAL", "EDITOR"}) {
            String editor = System.getenv(variable);
            if (editor != null && !editor.isBlank()) {
                return new SettingsEditor(editor);
            }
        }
        return new SettingsEditor("vi");
    }

    /**
     * Returns the configuration after the user has closed the editor.
     *
     * @throws StackException if the editor fails or the result is not a configuration; the user's file is kept then
     */
    public ConnectorConfig edit(ConnectorConfig config) throws IOException, InterruptedException {
        Map<String, String> shown = new TreeMap<>();
        config.settings().forEach((key, value) -> {
            if (!key.equals("name")) {
                shown.put(key, SettingText.mask(key, value));
            }
        });
        Path file = Files.createTempFile(
                "connector-",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, ConnectorFile.write(shown));
        Process editor = new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
                .inheritIO()
                .start();
        int exitCode = editor.waitFor();
        if (exitCode != 0) {
            throw new StackException("the editor `" + command + "` ended with exit status " + exitCode
                    + ". Set VISUAL or EDITOR, or use --set and --unset");
        }
        Map<String, String> edited;
        try {
            edited = ConnectorFile.parseSettings(Files.readString(file));
        } catch (StackException e) {
            throw new StackException("the edited configuration in " + file + " is wrong: " + e.getMessage(), e);
        }
        Files.delete(file);
        return new ConnectorConfig(config.name(), restoreSecrets(edited, config.settings()));
    }

    private static Map<String, String> restoreSecrets(Map<String, String> edited, Map<String, String> registered) {
        Map<String, String> restored = new LinkedHashMap<>();
        edited.forEach((key, value) -> {
            String old = registered.get(key);
            restored.put(key, old != null && value.equals(SettingText.mask(key, old)) ? old : value);
        });
        return restored;
    }
}
