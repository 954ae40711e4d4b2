package dev.ezcdc.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a contender that reads rows into maps has to know beforehand to deliver columns as Java values: which column is of
 * which type. Taken once from the corpus's schemas, outside what is measured; without schemas nobody knows, and values stay
 * what JSON says.
 */
final class ColumnTypes {

    private final Map<String, Function<Object, Object>> byColumn = new HashMap<>();

    private ColumnTypes() {}

    static ColumnTypes of(Corpus corpus, Ring ring) {
        ColumnTypes types = new ColumnTypes();
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; corpus.schemas() && i < Ring.SIZE; i++) {
            try {
                for (JsonNode field :
                        mapper.readTree(ring.value(i)).path("schema").path("fields")) {
                    if (field.path("field").textValue().equals("after")) {
                        field.path("fields").forEach(types::add);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    private void add(JsonNode field) {
        Function<Object, Object> conversion = conversion(
                field.path("name").asText(),
                field.path("parameters").path("scale").asInt());
        if (conversion != null) {
            byColumn.put(field.path("field").textValue(), conversion);
        }
    }

    private static @Nullable Function<Object, Object> conversion(String type, int scale) {
        return switch (type) {
            case "org.apache.kafka.connect.data.Decimal" ->
                value -> new BigDecimal(new BigInteger(Base64.getDecoder().decode((String) value)), scale);
            case "io.debezium.time.Date" -> value -> LocalDate.ofEpochDay(((Number) value).longValue());
            case "io.debezium.time.MicroTime" -> value -> LocalTime.ofNanoOfDay(((Number) value).longValue() * 1_000);
            case "io.debezium.time.Timestamp" -> value -> dateTime((Number) value, 1_000);
            case "io.debezium.time.MicroTimestamp" -> value -> dateTime((Number) value, 1_000_000);
            case "io.debezium.time.ZonedTimestamp" ->
                value -> OffsetDateTime.parse((String) value).toInstant();
            case "io.debezium.data.Uuid" -> value -> UUID.fromString((String) value);
            default -> null;
        };
    }

    private static LocalDateTime dateTime(Number units, long perSecond) {
        long second = Math.floorDiv(units.longValue(), perSecond);
        long rest = units.longValue() - second * perSecond;
        return LocalDateTime.ofEpochSecond(second, (int) (rest * (1_000_000_000 / perSecond)), ZoneOffset.UTC);
    }

    /** Converts the row's values where they are. MongoDB's documents stay the strings that they are. */
    void convert(@Nullable Object row) {
        if (row instanceof Map<?, ?> && !byColumn.isEmpty()) {
            @SuppressWarnings("unchecked") // objects of JSON
            Map<String, @Nullable Object> columns = (Map<String, @Nullable Object>) row;
            for (Map.Entry<String, @Nullable Object> column : columns.entrySet()) {
                Function<Object, Object> conversion = byColumn.get(column.getKey());
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
            return Decoded.image(map);
        }
        return value instanceof OffsetDateTime time ? (Object) time.toInstant() : value;
    }
}
