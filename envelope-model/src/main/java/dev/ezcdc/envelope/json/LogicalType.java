package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.ColumnType;
import dev.ezcdc.envelope.ColumnType.Base;
import dev.ezcdc.envelope.Row;
import java.time.DateTimeException;
import java.util.List;

/**
 * The meaning that a schema's name gives to a base value, as a Java value. A name that is not known here, or that stands
 * on another base type than Debezium's, leaves the base value as it is. The README's table lists them all.
 *
 * <p>Names: {@code io.debezium.time}, {@code io.debezium.data} and {@code org.apache.kafka.connect.data}.
 */
interface LogicalType {

<<<<<<< HEAD
=======
    /** No meaning beyond the base value's own. */
    LogicalType NONE = base -> base;

>>>>>>> 3cccfc719994f92748bc38603e28a8688e3638db
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
<<<<<<< HEAD
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
=======
            return NONE;
        }
        return switch (type.base()) {
            case INT32, INT64 -> ofNumber(name);
            case STRING -> ofText(name);
            case BYTES -> ofBytes(name, type);
            case STRUCT -> ofStruct(name);
            case ARRAY -> ofArray(name, type);
            default -> NONE;
>>>>>>> 3cccfc719994f92748bc38603e28a8688e3638db
        };
    }

    private static LogicalType ofNumber(String name) {
        return switch (name) {
            case "io.debezium.time.Date" -> number(Times::date);
            case "org.apache.kafka.connect.data.Date" -> number(Times::date);
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> number(Times::millisOfDay);
            case "io.debezium.time.MicroTime" -> number(Times::microsOfDay);
            case "io.debezium.time.NanoTime" -> number(Times::nanosOfDay);
            case "io.debezium.time.Timestamp" -> number(Times::timestampOfMillis);
            case "io.debezium.time.MicroTimestamp" -> number(Times::timestampOfMicros);
            case "io.debezium.time.NanoTimestamp" -> number(Times::timestampOfNanos);
            case "org.apache.kafka.connect.data.Timestamp" -> number(Times::instantOfMillis);
            case "io.debezium.time.MicroDuration" -> number(Times::durationOfMicros);
            case "io.debezium.time.NanoDuration" -> number(Times::durationOfNanos);
            case "io.debezium.time.Year" -> number(Times::year);
            default -> NONE;
        };
    }

    private static LogicalType ofText(String name) {
        return switch (name) {
            case "io.debezium.time.ZonedTimestamp" -> text("a timestamp with its offset", TimeTexts::zonedTimestamp);
            case "io.debezium.time.ZonedTime" -> text("a time with its offset", TimeTexts::zonedTime);
            case "io.debezium.time.IsoDate" -> text("an ISO date", TimeTexts::isoDate);
            case "io.debezium.time.IsoTime" -> text("an ISO time", TimeTexts::isoTime);
            case "io.debezium.time.IsoTimestamp" -> text("an ISO timestamp", TimeTexts::isoTimestamp);
            case "io.debezium.time.Interval" -> text("an ISO interval", TimeTexts::interval);
            case "io.debezium.data.Uuid" -> text("a UUID", TextValues::uuid);
            case "io.debezium.data.EnumSet" -> text("a set's members", TextValues::enumSet);
            default -> NONE;
        };
    }

    private static LogicalType ofBytes(String name, ColumnType type) {
        return switch (name) {
            case "org.apache.kafka.connect.data.Decimal" ->
                Decimals.ofScale(type.parameters().get("scale"));
            case "io.debezium.data.Bits" -> Vectors::bits;
            default -> NONE;
        };
    }

    private static LogicalType ofStruct(String name) {
        return switch (name) {
            case "io.debezium.data.VariableScaleDecimal" -> struct("a decimal's scale and value", Decimals::variable);
            case "io.debezium.data.SparseDoubleVector" -> struct("a sparse vector", Vectors::sparse);
            case "io.debezium.data.geometry.Point" -> struct("a point", Geometries::point);
            case "io.debezium.data.geometry.Geometry" -> struct("a geometry", Geometries::geometry);
            case "io.debezium.data.geometry.Geography" -> struct("a geography", Geometries::geography);
            case "io.debezium.data.geometry.Circle" -> struct("a circle", Geometries::circle);
            case "io.debezium.data.geometry.Line" -> struct("a line", Geometries::line);
            case "io.debezium.time.StructuredDate" -> struct("a date's parts", StructuredTimes::date);
            case "io.debezium.time.StructuredTime" -> struct("a time's parts", StructuredTimes::time);
            case "io.debezium.time.StructuredTimestamp" -> struct("a timestamp's parts", StructuredTimes::timestamp);
            case "io.debezium.time.StructuredZonedTime" ->
                struct("a time's parts and offset", StructuredTimes::zonedTime);
            case "io.debezium.time.StructuredZonedTimestamp" ->
                struct("a timestamp's parts and offset", StructuredTimes::zonedTimestamp);
            case "io.debezium.time.StructuredDuration" -> struct("an interval's parts", StructuredTimes::duration);
            default -> NONE;
        };
    }

    private static LogicalType ofArray(String name, ColumnType type) {
        Base element =
                type.valueType() == null ? Base.UNTYPED : type.valueType().base();
        return switch (name) {
            case "io.debezium.data.DoubleVector" -> element == Base.FLOAT64 ? vector(Vectors::doubles) : NONE;
            case "io.debezium.data.FloatVector" -> element == Base.FLOAT32 ? vector(Vectors::floats) : NONE;
            default -> NONE;
        };
    }

    /** A conversion of a whole number, which knows every number (if need be it gives it back). */
    interface OfLong {
        Object value(long number);
    }

    /** A conversion of a text; fails with a DateTimeException or an IllegalArgumentException. */
    interface OfText {
        Object value(String text);
    }

    /** A conversion of a struct; fails like that of a text, or with a MissingPartException. */
    interface OfStruct {
        Object value(Row struct);
    }

    private static LogicalType number(OfLong conversion) {
<<<<<<< HEAD
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
=======
        return base -> conversion.value(((Number) base).longValue());
>>>>>>> 3cccfc719994f92748bc38603e28a8688e3638db
    }

    private static LogicalType text(String expected, OfText conversion) {
        return base -> {
            try {
<<<<<<< HEAD
                return base instanceof String text ? conversion.value(text) : base;
            } catch (DateTimeException | IllegalArgumentException e) {
=======
                return conversion.value((String) base);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
>>>>>>> 3cccfc719994f92748bc38603e28a8688e3638db
                throw new NotThisTypeException(expected);
            }
        };
    }

<<<<<<< HEAD
    private static LogicalType decimal(String scale) {
        return base -> {
            try {
                return base instanceof byte[] unscaled
                        ? new BigDecimal(new BigInteger(unscaled), Integer.parseInt(scale))
                        : base;
            } catch (NumberFormatException e) {
                throw new NotThisTypeException("the bytes of a decimal, and its scale in the schema");
=======
    private static LogicalType struct(String expected, OfStruct conversion) {
        return base -> {
            try {
                return conversion.value((Row) base);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException | MissingPartException e) {
                throw new NotThisTypeException(expected);
>>>>>>> 3cccfc719994f92748bc38603e28a8688e3638db
            }
        };
    }

<<<<<<< HEAD
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
=======
    private static LogicalType vector(java.util.function.Function<List<?>, Object> conversion) {
        return base -> {
            try {
                return conversion.apply((List<?>) base);
            } catch (MissingPartException e) {
                throw new NotThisTypeException("a vector of numbers");
            }
        };
>>>>>>> 3cccfc719994f92748bc38603e28a8688e3638db
    }
}
