package dev.ezcdc.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** From what a JSON library makes of a value to the Java value of its column's type, as someone who uses it would write it. */
final class ColumnConversions {

    private ColumnConversions() {}

    private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";

    /** The conversion of a field's values; null if they are what they should be. */
    static @Nullable UnaryOperator<Object> of(JsonNode schema) {
        UnaryOperator<Object> logical = ofName(
                schema.path("name").asText(),
                schema.path("parameters").path("scale").asInt());
        return logical != null ? logical : ofBase(schema, ColumnConversions::of);
    }

    /** The same as far as Kafka Connect goes, which knows none of Debezium's types. */
    static @Nullable UnaryOperator<Object> ofConnect(JsonNode schema) {
        if (schema.path("name").asText().equals(DECIMAL)) {
            return of(schema);
        }
        return schema.path("type").asText().equals("struct")
                ? fields(schema.path("fields"))
                : ofBase(schema, ColumnConversions::ofConnect);
    }

    private static @Nullable UnaryOperator<Object> ofBase(
            JsonNode schema, Function<JsonNode, @Nullable UnaryOperator<Object>> parts) {
        return switch (schema.path("type").asText()) {
            case "int16" -> value -> ((Number) value).shortValue();
            case "int32" -> value -> ((Number) value).intValue();
            case "int64" -> value -> ((Number) value).longValue();
            case "float" -> value -> ((Number) value).floatValue();
            case "double" -> value -> ((Number) value).doubleValue();
            case "bytes" -> ColumnConversions::bytes;
            case "array" -> elements(parts.apply(schema.path("items")));
            default -> null;
        };
    }

    private static @Nullable UnaryOperator<Object> ofName(String name, int scale) {
        return switch (name) {
            case DECIMAL -> value -> new BigDecimal(new BigInteger(bytes(value)), scale);
            case "io.debezium.data.VariableScaleDecimal" ->
                value -> new BigDecimal(
                        new BigInteger(bytes(part(value, "value"))), ((Number) part(value, "scale")).intValue());
            case "io.debezium.data.Bits" -> value -> BitSet.valueOf(bytes(value));
            case "io.debezium.data.Uuid" -> value -> UUID.fromString((String) value);
            case "io.debezium.data.geometry.Point" -> ColumnConversions::point;
            case "io.debezium.data.geometry.Geometry" -> ColumnConversions::geometry;
            default -> ofTime(name);
        };
    }

    private static @Nullable UnaryOperator<Object> ofTime(String name) {
        return switch (name) {
            case "io.debezium.time.Date" -> value -> LocalDate.ofEpochDay(((Number) value).longValue());
            case "io.debezium.time.Time" -> value -> LocalTime.ofNanoOfDay(((Number) value).longValue() * 1_000_000);
            case "io.debezium.time.MicroTime" -> value -> LocalTime.ofNanoOfDay(((Number) value).longValue() * 1_000);
            case "io.debezium.time.ZonedTime" -> value -> OffsetTime.parse((String) value);
            case "io.debezium.time.Timestamp" -> value -> dateTime((Number) value, 1_000);
            case "io.debezium.time.MicroTimestamp" -> value -> dateTime((Number) value, 1_000_000);
            case "io.debezium.time.ZonedTimestamp" ->
                value -> OffsetDateTime.parse((String) value).toInstant();
            case "io.debezium.time.MicroDuration" ->
                value -> Duration.ofSeconds(
                        Math.floorDiv(((Number) value).longValue(), 1_000_000L),
                        Math.floorMod(((Number) value).longValue(), 1_000_000L) * 1_000);
            default -> null;
        };
    }

    private static byte[] bytes(Object base64) {
        return Base64.getDecoder().decode((String) base64);
    }

    private static LocalDateTime dateTime(Number units, long perSecond) {
        long second = Math.floorDiv(units.longValue(), perSecond);
        long rest = units.longValue() - second * perSecond;
        return LocalDateTime.ofEpochSecond(second, (int) (rest * (1_000_000_000 / perSecond)), ZoneOffset.UTC);
    }

    private static @Nullable UnaryOperator<Object> elements(@Nullable UnaryOperator<Object> conversion) {
        if (conversion == null) {
            return null;
        }
        return value -> {
            List<@Nullable Object> converted = new ArrayList<>();
            for (Object element : (List<?>) value) {
                converted.add(element == null ? null : conversion.apply(element));
            }
            return converted;
        };
    }

    private static UnaryOperator<Object> fields(JsonNode fields) {
        Map<String, UnaryOperator<Object>> conversions = new HashMap<>();
        for (JsonNode field : fields) {
            UnaryOperator<Object> conversion = ofConnect(field);
            if (conversion != null) {
                conversions.put(field.path("field").textValue(), conversion);
            }
        }
        return value -> {
            Map<Object, @Nullable Object> converted = new LinkedHashMap<>((Map<?, ?>) value);
            converted.replaceAll((name, part) -> {
                UnaryOperator<Object> conversion = conversions.get(name);
                return conversion == null || part == null ? part : conversion.apply(part);
            });
            return converted;
        };
    }

    private static Object point(Object value) {
        String wkb = (String) orNull(value, "wkb");
        return new Point(
                ((Number) part(value, "x")).doubleValue(),
                ((Number) part(value, "y")).doubleValue(),
                wkb == null ? null : bytes(wkb),
                srid(value));
    }

    @SuppressWarnings("unchecked") // of texts, by its schema
    private static Object geometry(Object value) {
        Object extensions = orNull(value, "extensions");
        return new Geometry(
                bytes(part(value, "wkb")),
                srid(value),
                extensions == null ? Map.of() : (Map<String, String>) extensions);
    }

    private static @Nullable Integer srid(Object value) {
        return orNull(value, "srid") instanceof Number srid ? (Integer) srid.intValue() : null;
    }

    private static Object part(Object struct, String name) {
        return DecodedChange.required(orNull(struct, name), name);
    }

    private static @Nullable Object orNull(Object struct, String name) {
        return ((Map<?, ?>) struct).get(name);
    }
}
