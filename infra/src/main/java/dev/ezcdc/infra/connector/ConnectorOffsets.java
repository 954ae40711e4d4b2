package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The position that a connector has stored in Kafka Connect. Immutable.
 *
 * @param values what Debezium stores, such as {@code lsn}, {@code txId} and {@code ts_usec}; empty if nothing is stored
 */
public record ConnectorOffsets(Map<String, String> values) {
    public ConnectorOffsets {
        values = Map.copyOf(values);
    }

    /** Returns the stored position of a connector. */
    public static ConnectorOffsets of(ConnectClient connect, String name) {
        JsonNode response = connect.exchange("GET", ConnectClient.connectorPath(name, "/offsets"), null);
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode entry : response.path("offsets")) {
            entry.path("offset").fields().forEachRemaining(field -> {
                JsonNode value = field.getValue();
                values.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
            });
        }
        return new ConnectorOffsets(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the LSN of the last change that is stored, such as {@code 0/1A2B3C4}. */
    public Optional<String> lsn() {
        String text = values.get("lsn");
        if (text == null || !text.matches("-?\\d{1,19}")) {
            return Optional.empty();
        }
        long lsn = Long.parseLong(text);
        return Optional.of(String.format(Locale.ROOT, "%X/%X", lsn >>> 32, lsn & 0xFFFFFFFFL));
    }
}
