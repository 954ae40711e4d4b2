package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A user's connector as a JSON file, in one of two forms: {@code {"name": …, "config": {…}}}, the request body of
 * {@code POST /connectors}, or the configuration alone.
 */
public final class ConnectorFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Pattern NOT_IN_SLOT = Pattern.compile("[^a-z0-9_]");
    private static final int MAX_SLOT_NAME = 63;

    private ConnectorFile() {}

    /**
     * Reads a connector from a file. Without a name in the file, the connector is named after the file.
     *
     * @throws StackException if the file is not such a file; the message names the wrong place, and no value
     */
    public static ConnectorConfig read(Path file) {
        try {
            return parse(Files.readString(file), baseName(file));
        } catch (IOException e) {
            throw new StackException("cannot read connector file " + file + ": " + Exceptions.message(e), e);
        } catch (StackException e) {
            throw new StackException("connector file " + file + ": " + Exceptions.message(e), e);
        }
    }

    static ConnectorConfig parse(String json, String defaultName) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Not the whole message, which quotes the text.
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new StackException(
                    "not JSON" + place + ". Use {\"name\": …, \"config\": {…}}, or the configuration" + " alone");
        }
        if (!root.isObject()) {
            throw new StackException(
                    "not a JSON object. Use {\"name\": …, \"config\": {…}}, or the configuration alone");
        }
        JsonNode config = root.path("config");
        JsonNode settings = config.isObject() ? config : root;
        if (config.isObject()) {
            root.fieldNames().forEachRemaining(field -> {
                if (!field.equals("name") && !field.equals("config") && !field.equals("initial_state")) {
                    throw new StackException("field " + field + " is not known. Settings belong in config");
                }
            });
        }
        Map<String, String> values = readSettings(settings);
        JsonNode name = root.path("name");
        if (!name.isMissingNode() && (!name.isTextual() || name.asText().isBlank())) {
            throw new StackException("name is not a text");
        }
        values.remove("name"); // added by Kafka Connect
        if (values.isEmpty()) {
            throw new StackException("no settings");
        }
        return new ConnectorConfig(name.isMissingNode() ? defaultName : name.asText(), values);
    }

    /** Parses a configuration alone, such as the one that a user has edited. */
    public static Map<String, String> parseSettings(String json) {
        return parse(json, "connector").settings();
    }

    /** Returns a configuration as a JSON object, one setting per line. */
    public static String write(Map<String, String> settings) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write the configuration as JSON", e);
        }
    }

    /** Returns a connector in the form of the request body of {@code POST /connectors}. */
    public static String write(ConnectorConfig connector) {
        try {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", connector.name());
            body.put("config", connector.settings());
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write the configuration as JSON", e);
        }
    }

    private static Map<String, String> readSettings(JsonNode settings) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (!value.isValueNode() || value.isNull()) {
                throw new StackException("setting " + field.getKey() + " is "
                        + (value.isNull() ? "null" : value.isArray() ? "an array" : "an object")
                        + ". Kafka Connect takes only texts, numbers and booleans; leave it out, or write a list as"
                        + " \"a,b\"");
            }
            values.put(field.getKey(), value.asText());
        });
        return values;
    }

    /** Returns a connector's name as the name of a slot, a publication or a topic prefix: letters, digits and underscores. */
    static String toSlotName(String connector) {
        String name = NOT_IN_SLOT.matcher(connector.toLowerCase(Locale.ROOT)).replaceAll("_");
        return name.length() > MAX_SLOT_NAME ? name.substring(0, MAX_SLOT_NAME) : name;
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
