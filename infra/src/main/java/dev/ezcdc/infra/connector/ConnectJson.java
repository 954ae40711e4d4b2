package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the JSON of Kafka Connect's REST API. */
final class ConnectJson {
    static final ObjectMapper JSON = new ObjectMapper();

    private ConnectJson() {}

    static String errorMessage(String body) {
        try {
            String message = textOrNull(JSON.readTree(body), "message");
            return message == null ? body.strip() : message.strip();
        } catch (JsonProcessingException e) {
            return body.isBlank() ? "no reason given" : body.strip();
        }
    }

    static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    static <T> T convert(JsonNode node, TypeReference<T> type) {
        return JSON.convertValue(node, type);
    }

    static String toJson(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write the configuration as JSON", e);
        }
    }
}
