package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Row;
import java.time.DateTimeException;
import java.util.List;

/**
 * The meaning that a schema's name gives to a base value, as a Java value. A name that is not known here, or that stands
 * on another base type than Debezium's, leaves the base value as it is. The README's table lists them all.
 *
 * <p>Names: {@code io.debezium.time}, {@code io.debezium.data} and {@code org.apache.kafka.connect.data}.
 */
public interface LogicalType {

    /** No meaning beyond the base value's own. */
    LogicalType NONE = base -> base;

    /**
     * The Java value of a base value, which is neither null nor unavailable.
     *
     * @throws TypeMismatchException if the base value is not one of this type
     */
    Object value(Object base);

    /** The logical type of a column, by its schema's name. */
    static LogicalType of(ColumnType type) {
        String name = type.logicalName();
        if (name == null) {
            return NONE;
        }
        return switch (type.base()) {
            case INT32 -> ofInt32(name);
            case INT64 -> ofInt64(name);
            case STRING -> ofText(name);
            case BYTES -> ofBytes(name, type);
            case STRUCT -> ofStruct(name);
            case ARRAY -> ofArray(name, type);
            default -> NONE;
        };
    }

    private static LogicalType ofInt32(String name) {
        return switch (name) {
            case "io.debezium.time.Date" -> number(Times::date);
            case "org.apache.kafka.connect.data.Date" -> number(Times::date);
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> number(Times::millisOfDay);
            case "io.debezium.time.Year" -> number(Times::year);
            default -> NONE;
        };
    }

    private static LogicalType ofInt64(String name) {
        return switch (name) {
            case "io.debezium.time.MicroTime" -> number(Times::microsOfDay);
            case "io.debezium.time.NanoTime" -> number(Times::nanosOfDay);
            case "io.debezium.time.Timestamp" -> number(Times::timestampOfMillis);
            case "io.debezium.time.MicroTimestamp" -> number(Times::timestampOfMicros);
            case "io.debezium.time.NanoTimestamp" -> number(Times::timestampOfNanos);
            case "org.apache.kafka.connect.data.Timestamp" -> number(Times::instantOfMillis);
            case "io.debezium.time.MicroDuration" -> number(Times::durationOfMicros);
            case "io.debezium.time.NanoDuration" -> number(Times::durationOfNanos);
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
        return base -> conversion.value(((Number) base).longValue());
    }

    private static LogicalType text(String expected, OfText conversion) {
        return base -> {
            try {
                return conversion.value((String) base);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
                throw new TypeMismatchException(expected);
            }
        };
    }

    private static LogicalType struct(String expected, OfStruct conversion) {
        return base -> {
            try {
                return conversion.value((Row) base);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException | MissingPartException e) {
                throw new TypeMismatchException(expected);
            }
        };
    }

    private static LogicalType vector(java.util.function.Function<List<?>, Object> conversion) {
        return base -> {
            try {
                return conversion.apply((List<?>) base);
            } catch (MissingPartException e) {
                throw new TypeMismatchException("a vector of numbers");
            }
        };
    }
}
