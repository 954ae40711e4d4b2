package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** Kafka Connect's JsonConverter: Structs with schema, maps without. Times stay numbers. */
final class ConnectDecoder implements Decoder<ConnectDecoder.ConnectRecord> {

    private static final String TOPIC = "customers";
    private static final List<String> TIME_FIELDS = List.of("ts_ms", "ts_us", "ts_ns");

    /** A record as Connect passes it to a sink. */
    record ConnectRecord(SchemaAndValue key, SchemaAndValue value) {}

    private final JsonConverter keys;
    private final JsonConverter values;

    ConnectDecoder(boolean schemas) {
        keys = converter(schemas, true);
        values = converter(schemas, false);
    }

    private static JsonConverter converter(boolean schemas, boolean isKey) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), isKey);
        return converter;
    }

    @Override
    public ConnectRecord decode(byte[] key, byte[] value) {
        return new ConnectRecord(keys.toConnectData(TOPIC, key), values.toConnectData(TOPIC, value));
    }

    @Override
    public ComparableChange toComparable(ConnectRecord connectRecord) {
        Map<String, @Nullable Object> envelope =
                require(fields(connectRecord.value().value()), "payload");
        Map<String, @Nullable Object> source = require(fields(envelope.get("source")), "source");
        Object sourceTime = time(source);
        source.keySet().removeAll(TIME_FIELDS);
        return new ComparableChange(
                String.valueOf(envelope.get("op")),
                ComparableChange.normalize(require(fields(connectRecord.key().value()), "key")),
                row(envelope.get("before")),
                row(envelope.get("after")),
                ComparableChange.normalize(source),
                row(envelope.get("transaction")),
                sourceTime,
                time(envelope));
    }

    private static @Nullable Object time(Map<String, @Nullable Object> fields) {
        return fields.containsKey("ts_ns") ? fields.get("ts_ns") : fields.get("ts_ms");
    }

    private static @Nullable Map<String, @Nullable Object> row(@Nullable Object struct) {
        Map<String, @Nullable Object> fields = fields(struct);
        return fields == null ? null : ComparableChange.normalize(fields);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Struct ? fields(value) : value;
    }

    private static @Nullable Map<String, @Nullable Object> fields(@Nullable Object structOrMap) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (structOrMap instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                fields.put(field.name(), plain(struct.get(field)));
            }
        } else if (structOrMap instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), plain(value)));
        } else {
            return null;
        }
        return fields;
    }
}
