package dev.ezcdc.benchmarks.variation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Another form of an update that other pipelines write: with other settings, more tables, or another version of the
 * connector.
 */
public enum Variation {
    /** The update as it was captured or generated. */
    unvaried("the update itself"),
    /** The worker's converter has {@code replace.null.with.default=false}. */
    nullSnapshot("replace.null.with.default=false, so \"snapshot\":null") {
        @Override
        void vary(VariedMessage message, int number) {
            message.source().putNull("snapshot");
        }
    },
    /** 100 tables in turn. */
    tables100("100 tables in turn") {
        @Override
        void vary(VariedMessage message, int number) {
            message.renameTable("_" + number % 100);
        }
    },
    /** 200 tables in turn. */
    tables200("200 tables in turn") {
        @Override
        void vary(VariedMessage message, int number) {
            message.renameTable("_" + number % 200);
        }
    },
    /** Two databases in turn. */
    twoDatabases("two databases in turn") {
        @Override
        void vary(VariedMessage message, int number) {
            message.source().put("db", message.source().path("db").textValue() + "_" + number % 2);
        }
    },
    /** Two servers in turn, after a failover or with several primaries. */
    twoServers("two server_ids in turn", VariedUpdate::isBinlog) {
        @Override
        void vary(VariedMessage message, int number) {
            message.source().put("server_id", 223_344 + number % 2);
        }
    },
    /** The connector has {@code include.query=true}. */
    withQuery("query set", VariedUpdate::isBinlog) {
        @Override
        void vary(VariedMessage message, int number) {
            message.source().put("query", "UPDATE orders SET email = 'a' WHERE id = " + number);
        }
    },
    /** A connector before Debezium 2.5: times in milliseconds only, no replication origin, the transaction last. */
    olderConnector("an older connector: no ts_us, ts_ns and origin; transaction last") {
        @Override
        void vary(VariedMessage message, int number) {
            message.remove(Set.of("ts_us", "ts_ns", "origin", "origin_lsn"));
            message.moveToEnd("transaction");
        }
    },
    /** A connector that writes a field more to the source. */
    moreInSource("a field more in the source") {
        @Override
        void vary(VariedMessage message, int number) {
            message.addText(List.of("source"), "more", "value");
        }
    },
    /** A connector that writes a field more to the envelope. */
    moreInEnvelope("a field more in the envelope") {
        @Override
        void vary(VariedMessage message, int number) {
            message.addText(List.of(), "more", "value");
        }
    },
    /** No schema in the message; the decoder's {@code SchemaSource} knows the types. Compared with the message with schema. */
    schemaSource("types from a SchemaSource ÷ the update with schema", update -> !update.hasSchemas());

    private final String description;
    private final Predicate<VariedUpdate> applies;

    Variation(String description) {
        this(description, update -> true);
    }

    Variation(String description, Predicate<VariedUpdate> applies) {
        this.description = description;
        this.applies = applies;
    }

    /** Returns a description for the report. */
    public String description() {
        return description;
    }

    /** Returns whether the connector can write an update in this form. */
    public boolean appliesTo(VariedUpdate update) {
        return applies.test(update);
    }

    /** Changes a message. Does nothing by default. */
    void vary(VariedMessage message, int number) {}

    /** Returns a field that must be an object. */
    static ObjectNode object(JsonNode parent, String name) {
        if (parent.get(name) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("no object in " + name);
    }
}
