package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.ColumnType;
import dev.ezcdc.envelope.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The meaning that a schema's name gives to a base value, as a Java value. A name that is not known here leaves the base
 * value as it is; so does a number for which the Java type has no room (PostgreSQL's time {@code 24:00}).
 *
 * <p>Names: {@code io.debezium.time}, {@code io.debezium.data} and {@code org.apache.kafka.connect.data}.
 */
interface LogicalType {

    /**
     * The Java value of a base value, which is neither null nor unavailable.
     *
     * @throws NotThisTypeException if the base value is not one of this type
     */
    Object value(Object base);

    /** The logical type of a column, by its schema's name. */
    static LogicalType of(ColumnType type) {
        String name = type.logicalName();
        if (name == null) {
            return base -> base;
        }
        return switch (name) {
            case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> number(LocalDate::ofEpochDay);
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" ->
                number(millis -> timeOfDay(millis, 1_000_000));
            case "io.debezium.time.MicroTime" -> number(micros -> timeOfDay(micros, 1_000));
            case "io.debezium.time.NanoTime" -> number(nanos -> timeOfDay(nanos, 1));
            case "io.debezium.time.Timestamp" -> number(millis -> dateTime(millis, 1_000));
            case "io.debezium.time.MicroTimestamp" -> number(micros -> dateTime(micros, 1_000_000));
            case "io.debezium.time.NanoTimestamp" -> number(nanos -> dateTime(nanos, 1_000_000_000));
            case "org.apache.kafka.connect.data.Timestamp" -> number(Instant::ofEpochMilli);
            case "io.debezium.time.ZonedTimestamp" -> text("a timestamp with its offset", Instant::parse);
            case "io.debezium.time.ZonedTime" -> text("a time with its offset", OffsetTime::parse);
            case "io.debezium.time.MicroDuration" ->
                number(micros -> Duration.ofNanos(Math.multiplyExact(micros, 1_000)));
            case "io.debezium.time.NanoDuration" -> number(Duration::ofNanos);
            case "io.debezium.time.Year" -> number(year -> Year.of(Math.toIntExact(year)));
            case "io.debezium.data.Uuid" -> text("a UUID", UUID::fromString);
            case "io.debezium.data.VariableScaleDecimal" -> LogicalType::variableScale;
            case "org.apache.kafka.connect.data.Decimal" ->
                decimal(type.parameters().getOrDefault("scale", "0"));
            default -> base -> base;
        };
    }

    /** A conversion of a whole number. */
    interface OfLong {
        Object value(long number);
    }

    /** A conversion of a text. */
    interface OfText {
        Object value(String text);
    }

    private static LogicalType number(OfLong conversion) {
        return base -> {
            if (!(base instanceof Number number)) {
                return base;
            }
            try {
                return conversion.value(number.longValue());
            } catch (DateTimeException | ArithmeticException noRoom) {
                return base;
            }
        };
    }

    private static LogicalType text(String expected, OfText conversion) {
        return base -> {
            try {
                return base instanceof String text ? conversion.value(text) : base;
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new NotThisTypeException(expected);
            }
        };
    }

    private static LogicalType decimal(String scale) {
        return base -> {
            try {
                return base instanceof byte[] unscaled
                        ? new BigDecimal(new BigInteger(unscaled), Integer.parseInt(scale))
                        : base;
            } catch (NumberFormatException e) {
                throw new NotThisTypeException("the bytes of a decimal, and its scale in the schema");
            }
        };
    }

    private static Object variableScale(Object base) {
        if (base instanceof Row row
                && row.has("scale")
                && row.has("value")
                && row.get("scale") instanceof Integer scale
                && row.get("value") instanceof byte[] unscaled
                && unscaled.length > 0) {
            return new BigDecimal(new BigInteger(unscaled), scale);
        }
        throw new NotThisTypeException("a decimal's scale and value");
    }

    private static LocalTime timeOfDay(long units, long nanosPerUnit) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(units, nanosPerUnit));
    }

    private static LocalDateTime dateTime(long units, long unitsPerSecond) {
        long nanos = Math.floorMod(units, unitsPerSecond) * (1_000_000_000 / unitsPerSecond);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(units, unitsPerSecond), (int) nanos, ZoneOffset.UTC);
    }
}
