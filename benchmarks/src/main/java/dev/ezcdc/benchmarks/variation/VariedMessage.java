package dev.ezcdc.benchmarks.variation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key or value that is changed together with its schema, and written as JsonConverter writes it. */
final class VariedMessage {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final VariedUpdate update;
    private final ObjectNode root;
    private final @Nullable ObjectNode schema;
    private final ObjectNode payload;

    VariedMessage(VariedUpdate update, byte[] json) {
        this.update = update;
        try {
            this.root = (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.schema = update.hasSchemas() ? Variation.object(root, "schema") : null;
        this.payload = update.hasSchemas() ? Variation.object(root, "payload") : root;
    }

    byte[] toJson() {
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the envelope's source. A key has none. */
    ObjectNode source() {
        return Variation.object(payload, "source");
    }

    boolean isKey() {
        return !payload.has("source");
    }

    /** Writes the kind of connector into the source and its schema. */
    void setConnector(String connector) {
        source().put("connector", connector);
        if (schema != null && connector.equals("mariadb")) {
            field(schema, "source").put("name", "io.debezium.connector.mariadb.Source");
        }
    }

    /** Appends a suffix to the table's name, also in the names of schemas. */
    void renameTable(String suffix) {
        if (!isKey()) {
            source().put("table", update.table() + suffix);
        }
        if (schema != null) {
            renameSchemas(schema, "." + update.table() + ".", "." + update.table() + suffix + ".");
        }
    }

    private static void renameSchemas(ObjectNode type, String old, String now) {
        if (type.path("name").isTextual()) {
            type.put("name", type.path("name").textValue().replace(old, now));
        }
        type.path("fields").forEach(field -> renameSchemas((ObjectNode) field, old, now));
    }

    /** Removes fields of the envelope and of the source. */
    void remove(Set<String> names) {
        payload.remove(names);
        source().remove(names);
        if (schema != null) {
            removeFields(schema, names);
            removeFields(field(schema, "source"), names);
        }
    }

    private static void removeFields(ObjectNode type, Set<String> names) {
        for (Iterator<JsonNode> fields = type.path("fields").iterator(); fields.hasNext(); ) {
            if (names.contains(fields.next().path("field").textValue())) {
                fields.remove();
            }
        }
    }

    /** Moves a field of the envelope to its end. */
    void moveToEnd(String name) {
        payload.set(name, payload.remove(name));
        if (schema != null) {
            ObjectNode moved = field(schema, name);
            removeFields(schema, Set.of(name));
            ((ArrayNode) schema.path("fields")).add(moved);
        }
    }

    /** Adds an optional text at the end of the struct at a path. */
    void addText(List<String> path, String name, String value) {
        ObjectNode struct = payload;
        ObjectNode type = schema;
        for (String step : path) {
            struct = Variation.object(struct, step);
            type = type == null ? null : field(type, step);
        }
        struct.put(name, value);
        if (type != null) {
            ((ArrayNode) type.path("fields"))
                    .addObject()
                    .put("type", "string")
                    .put("optional", true)
                    .put("field", name);
        }
    }

    private static ObjectNode field(ObjectNode type, String name) {
        for (JsonNode field : type.path("fields")) {
            if (name.equals(field.path("field").textValue())) {
                return (ObjectNode) field;
            }
        }
        throw new IllegalArgumentException("no field " + name + " in the schema");
    }
}
