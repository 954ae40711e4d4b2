package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.data.Row;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Values without logical types match those of Kafka's JsonConverter. The exceptions are two values that it writes but does
 * not read correctly: NaN, which it reads as 0, and the sign of -0.0.
 */
class RawValuesTest {

    static final List<LogicalTypeCases.Case> CASES = LogicalTypeCases.ALL.stream()
            .filter(testCase -> !testCase.schema().name().startsWith("org.apache.kafka"))
            .filter(testCase -> !testCase.connectValue().toString().contains("NaN")
                    && !testCase.connectValue().toString().contains("-0.0"))
            .toList();

    @ParameterizedTest
    @FieldSource("CASES")
    void matchKafkaConverter(LogicalTypeCases.Case testCase) {
        Schema row = SchemaBuilder.struct()
                .optional()
                .field("c", withoutNames(testCase.schema()))
                .build();
        Object value = withoutNames(testCase.connectValue(), row.field("c").schema());
        byte[] json = Messages.json(Messages.change("c", null, new Struct(row).put("c", value)), true);

        Create create = (Create) EnvelopeDecoder.create().decode(null, json);

        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", true), false);
            Struct read = (Struct) converter.toConnectData("topic", json).value();
            assertThat(toComparable(create.after().get("c")))
                    .isEqualTo(toComparable(read.getStruct("after").get("c")));
        }
    }

    private static Schema withoutNames(Schema schema) {
        SchemaBuilder plain =
                switch (schema.type()) {
                    case ARRAY -> SchemaBuilder.array(withoutNames(schema.valueSchema()));
                    case MAP -> SchemaBuilder.map(withoutNames(schema.keySchema()), withoutNames(schema.valueSchema()));
                    default -> SchemaBuilder.type(schema.type());
                };
        if (schema.type() == Schema.Type.STRUCT) {
            schema.fields().forEach(field -> plain.field(field.name(), withoutNames(field.schema())));
        }
        return (schema.isOptional() ? plain.optional() : plain).build();
    }

    private static Object withoutNames(Object value, Schema schema) {
        if (!(value instanceof Struct struct)) {
            return value;
        }
        Struct plain = new Struct(schema);
        for (Field field : schema.fields()) {
            Object part = struct.get(field.name());
            plain.put(field, part == null ? null : withoutNames(part, field.schema()));
        }
        return plain;
    }

    /** Converts rows and structs to maps and bytes to strings, so both sides can be compared. */
    private static @Nullable Object toComparable(@Nullable Object value) {
        if (value instanceof Row row) {
            return toComparable(row.asMap());
        }
        if (value instanceof Struct struct) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            struct.schema().fields().forEach(field -> map.put(field.name(), toComparable(struct.get(field))));
            return map;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(Objects.requireNonNull(k), toComparable(v)));
            return copy;
        }
        return value instanceof ByteBuffer buffer
                ? ByteBuffer.wrap(buffer.array()).toString() + List.of(buffer.hashCode())
                : value instanceof byte[] bytes
                        ? ByteBuffer.wrap(bytes).toString()
                                + List.of(ByteBuffer.wrap(bytes).hashCode())
                        : value;
    }
}
