package dev.ezcdc.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.Ring;
import dev.ezcdc.envelope.data.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The type of every column, which a contender that reads rows into maps needs in advance to return Java values. Read once
 * from the corpus's schemas, outside the measurement. Without schemas no contender knows the types, and values stay JSON
 * values.
 */
final class ColumnTypes {

    private final Map<String, UnaryOperator<Object>> byColumn = new HashMap<>();

    private ColumnTypes() {}

    /** Returns all types in the corpus's schemas. */
    static ColumnTypes fromSchemas(Corpus corpus, Ring ring) {
        return fromSchemas(corpus, ring, ColumnConversions::forSchema);
    }

    /** Returns only the types that Kafka Connect knows: decimals, bytes, and numbers of their width. */
    static ColumnTypes fromConnectSchemas(Corpus corpus, Ring ring) {
        return fromSchemas(corpus, ring, ColumnConversions::forConnectSchema);
    }

    private static ColumnTypes fromSchemas(
            Corpus corpus, Ring ring, Function<JsonNode, @Nullable UnaryOperator<Object>> conversionOf) {
        ColumnTypes types = new ColumnTypes();
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; corpus.hasSchemas() && i < ring.distinct(); i++) {
            try {
                for (JsonNode field :
                        mapper.readTree(ring.value(i)).path("schema").path("fields")) {
                    if (field.path("field").textValue().equals("after")) {
                        field.path("fields").forEach(column -> types.add(column, conversionOf));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    private void add(JsonNode field, Function<JsonNode, @Nullable UnaryOperator<Object>> conversionOf) {
        UnaryOperator<Object> conversion = conversionOf.apply(field);
        if (conversion != null) {
            byColumn.put(field.path("field").textValue(), conversion);
        }
    }

    /** Converts the row's values in place. MongoDB documents stay strings. */
    void convert(@Nullable Object row) {
        if (row instanceof Map<?, ?> && !byColumn.isEmpty()) {
            @SuppressWarnings("unchecked") // objects of JSON
            Map<String, @Nullable Object> columns = (Map<String, @Nullable Object>) row;
            for (Map.Entry<String, @Nullable Object> column : columns.entrySet()) {
                UnaryOperator<Object> conversion = byColumn.get(column.getKey());
                Object value = column.getValue();
                if (conversion != null && value != null) {
                    column.setValue(conversion.apply(value));
                }
            }
        }
    }

    /** Returns a value in comparable form: integers as Long, fractions by their value, times as Instant. */
    static @Nullable Object normalizeValue(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
            return number.scale() <= 0 ? (Object) number.toBigInteger().toString() : number.toPlainString();
        }
        if (value instanceof BigInteger number) {
            return number.longValueExact();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ColumnTypes::normalizeValue).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return ComparableChange.normalizeImage(map);
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof Row row) {
            return ComparableChange.normalizeImage(row.asMap());
        }
        return value instanceof OffsetDateTime time ? (Object) time.toInstant() : value;
    }
}
