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
 * What a contender that reads rows into maps has to know beforehand to deliver columns as Java values: which column is of
 * which type. Taken once from the corpus's schemas, outside what is measured; without schemas nobody knows, and values stay
 * what JSON says.
 */
final class ColumnTypes {

    private final Map<String, UnaryOperator<Object>> byColumn = new HashMap<>();

    private ColumnTypes() {}

    /** All types that the corpus's schemas have. */
    static ColumnTypes of(Corpus corpus, Ring ring) {
        return of(corpus, ring, ColumnConversions::of);
    }

    /** Only what Kafka Connect knows: decimals and bytes, and numbers of their width. */
    static ColumnTypes ofConnect(Corpus corpus, Ring ring) {
        return of(corpus, ring, ColumnConversions::ofConnect);
    }

    private static ColumnTypes of(Corpus corpus, Ring ring, Function<JsonNode, @Nullable UnaryOperator<Object>> of) {
        ColumnTypes types = new ColumnTypes();
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; corpus.schemas() && i < Ring.SIZE; i++) {
            try {
                for (JsonNode field :
                        mapper.readTree(ring.value(i)).path("schema").path("fields")) {
                    if (field.path("field").textValue().equals("after")) {
                        field.path("fields").forEach(column -> types.add(column, of));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    private void add(JsonNode field, Function<JsonNode, @Nullable UnaryOperator<Object>> of) {
        UnaryOperator<Object> conversion = of.apply(field);
        if (conversion != null) {
            byColumn.put(field.path("field").textValue(), conversion);
        }
    }

    /** Converts the row's values where they are. MongoDB's documents stay the strings that they are. */
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

    /** A value as contenders are compared: whole numbers as Longs, fractions by their value, times as text. */
    static @Nullable Object neutral(@Nullable Object value) {
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
            return list.stream().map(ColumnTypes::neutral).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return ComparableChange.image(map);
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof Row row) {
            return ComparableChange.image(row.asMap());
        }
        return value instanceof OffsetDateTime time ? (Object) time.toInstant() : value;
    }
}
