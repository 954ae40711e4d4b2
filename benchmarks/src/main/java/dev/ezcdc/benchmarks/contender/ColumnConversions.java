package dev.ezcdc.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
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

/** Converts the values of a JSON library to the Java values of their columns' types, as a user of the library would. */
final class ColumnConversions {

    private ColumnConversions() {}

    private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";

    /** Returns the conversion of a field's values; null if they need none. */
    static @Nullable UnaryOperator<Object> forSchema(JsonNode schema) {
        UnaryOperator<Object> logical = forLogicalType(
                schema.path("name").asText(),
                schema.path("parameters").path("scale").asInt());
        return logical != null ? logical : forBaseType(schema, ColumnConversions::forSchema);
    }

    /** Returns the conversion that Kafka Connect makes, which does not know Debezium's types; null if there is none. */
    static @Nullable UnaryOperator<Object> forConnectSchema(JsonNode schema) {
        if (schema.path("name").asText().equals(DECIMAL)) {
            return forSchema(schema);
        }
        return schema.path("type").asText().equals("struct")
                ? convertFields(schema.path("fields"))
                : forBaseType(schema, ColumnConversions::forConnectSchema);
    }

    private static @Nullable UnaryOperator<Object> forBaseType(
            JsonNode schema, Function<JsonNode, @Nullable UnaryOperator<Object>> elementConversion) {
        return switch (schema.path("type").asText()) {
            case "int16" -> value -> ((Number) value).shortValue();
            case "int32" -> value -> ((Number) value).intValue();
            case "int64" -> value -> ((Number) value).longValue();
            case "float" -> value -> ((Number) value).floatValue();
            case "double" -> value -> ((Number) value).doubleValue();
            case "bytes" -> ColumnConversions::decodeBytes;
            case "array" -> convertElements(elementConversion.apply(schema.path("items")));
            default -> null;
        };
    }

    private static @Nullable UnaryOperator<Object> forLogicalType(String name, int scale) {
        return switch (name) {
            case DECIMAL -> value -> new BigDecimal(new BigInteger(decodeBytes(value)), scale);
            case "io.debezium.data.VariableScaleDecimal" ->
                value -> new BigDecimal(
                        new BigInteger(decodeBytes(requireField(value, "value"))),
                        ((Number) requireField(value, "scale")).intValue());
            case "io.debezium.data.Bits" -> value -> BitSet.valueOf(decodeBytes(value));
            case "io.debezium.data.Uuid" -> value -> UUID.fromString((String) value);
            case "io.debezium.data.geometry.Point" -> ColumnConversions::toPoint;
            case "io.debezium.data.geometry.Geometry" -> ColumnConversions::toGeometry;
            default -> forTimeType(name);
        };
    }

    private static @Nullable UnaryOperator<Object> forTimeType(String name) {
        return switch (name) {
            case "io.debezium.time.Date" -> value -> LocalDate.ofEpochDay(((Number) value).longValue());
            case "io.debezium.time.Time" -> value -> LocalTime.ofNanoOfDay(((Number) value).longValue() * 1_000_000);
            case "io.debezium.time.MicroTime" -> value -> LocalTime.ofNanoOfDay(((Number) value).longValue() * 1_000);
            case "io.debezium.time.ZonedTime" -> value -> OffsetTime.parse((String) value);
            case "io.debezium.time.Timestamp" -> value -> toDateTime((Number) value, 1_000);
            case "io.debezium.time.MicroTimestamp" -> value -> toDateTime((Number) value, 1_000_000);
            case "io.debezium.time.ZonedTimestamp" ->
                value -> OffsetDateTime.parse((String) value).toInstant();
            case "io.debezium.time.MicroDuration" ->
                value -> Duration.ofSeconds(
                        Math.floorDiv(((Number) value).longValue(), 1_000_000L),
                        Math.floorMod(((Number) value).longValue(), 1_000_000L) * 1_000);
            default -> null;
        };
    }

    private static byte[] decodeBytes(Object base64) {
        return Base64.getDecoder().decode((String) base64);
    }

    private static LocalDateTime toDateTime(Number units, long perSecond) {
        long second = Math.floorDiv(units.longValue(), perSecond);
        long rest = units.longValue() - second * perSecond;
        return LocalDateTime.ofEpochSecond(second, (int) (rest * (1_000_000_000 / perSecond)), ZoneOffset.UTC);
    }

    private static @Nullable UnaryOperator<Object> convertElements(@Nullable UnaryOperator<Object> conversion) {
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

    private static UnaryOperator<Object> convertFields(JsonNode fields) {
        Map<String, UnaryOperator<Object>> conversions = new HashMap<>();
        for (JsonNode field : fields) {
            UnaryOperator<Object> conversion = forConnectSchema(field);
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

    private static Object toPoint(Object value) {
        String wkb = (String) field(value, "wkb");
        return new Point(
                ((Number) requireField(value, "x")).doubleValue(),
                ((Number) requireField(value, "y")).doubleValue(),
                wkb == null ? null : decodeBytes(wkb),
                srid(value));
    }

    @SuppressWarnings("unchecked") // a map of strings, according to its schema
    private static Object toGeometry(Object value) {
        Object extensions = field(value, "extensions");
        return new Geometry(
                decodeBytes(requireField(value, "wkb")),
                srid(value),
                extensions == null ? Map.of() : (Map<String, String>) extensions);
    }

    private static @Nullable Integer srid(Object value) {
        return field(value, "srid") instanceof Number srid ? (Integer) srid.intValue() : null;
    }

    private static Object requireField(Object struct, String name) {
        return DecodedChange.require(field(struct, name), name);
    }

    private static @Nullable Object field(Object struct, String name) {
        return ((Map<?, ?>) struct).get(name);
    }
}
