package dev.ezcdc.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads each field by hand from a Jackson tree of the whole message. */
final class TreeDecoder implements Decoder<DecodedChange> {

    private final JsonMapper mapper = new JsonMapper();
    private final boolean schemas;

    TreeDecoder(boolean schemas) {
        this.schemas = schemas;
    }

    @Override
    public DecodedChange decode(byte[] key, byte[] value) {
        JsonNode payload = payload(value);
        Envelope envelope = new Envelope();
        envelope.setBefore(customer(payload.path("before")));
        envelope.setAfter(customer(payload.path("after")));
        envelope.setSource(source(payload.path("source")));
        envelope.setTransaction(transaction(payload.path("transaction")));
        envelope.setOp(text(payload, "op"));
        envelope.setTsMs(number(payload, "ts_ms"));
        envelope.setTsUs(number(payload, "ts_us"));
        envelope.setTsNs(number(payload, "ts_ns"));
        return DecodedChange.of(payload(key).path("id").intValue(), envelope);
    }

    @Override
    public ComparableChange toComparable(DecodedChange change) {
        return ComparableChangeMapper.map(change);
    }

    private JsonNode payload(byte[] json) {
        try {
            JsonNode message = mapper.readTree(json);
            return schemas ? message.path("payload") : message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Customer customer(JsonNode row) {
        if (!row.isObject()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setId(row.path("id").intValue());
        customer.setFirstName(text(row, "first_name"));
        customer.setLastName(text(row, "last_name"));
        customer.setEmail(text(row, "email"));
        return customer;
    }

    private static Source source(JsonNode fields) {
        Source source = new Source();
        source.setVersion(text(fields, "version"));
        source.setConnector(text(fields, "connector"));
        source.setName(text(fields, "name"));
        source.setTsMs(number(fields, "ts_ms"));
        source.setSnapshot(text(fields, "snapshot"));
        source.setDb(text(fields, "db"));
        source.setSequence(text(fields, "sequence"));
        source.setTsUs(number(fields, "ts_us"));
        source.setTsNs(number(fields, "ts_ns"));
        source.setSchema(text(fields, "schema"));
        source.setTable(text(fields, "table"));
        source.setTxId(number(fields, "txId"));
        source.setLsn(number(fields, "lsn"));
        source.setXmin(number(fields, "xmin"));
        source.setOrigin(text(fields, "origin"));
        source.setOriginLsn(number(fields, "origin_lsn"));
        return source;
    }

    private static @Nullable TransactionBlock transaction(JsonNode fields) {
        if (!fields.isObject()) {
            return null;
        }
        TransactionBlock transaction = new TransactionBlock();
        transaction.setId(text(fields, "id"));
        transaction.setTotalOrder(fields.path("total_order").longValue());
        transaction.setDataCollectionOrder(fields.path("data_collection_order").longValue());
        return transaction;
    }

    private static @Nullable String text(JsonNode fields, String name) {
        return fields.path(name).textValue();
    }

    private static @Nullable Long number(JsonNode fields, String name) {
        JsonNode number = fields.path(name);
        return number.isIntegralNumber() ? (Long) number.longValue() : null;
    }
}
