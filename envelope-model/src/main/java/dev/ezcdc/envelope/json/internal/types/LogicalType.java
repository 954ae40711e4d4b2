package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.Row;
import java.time.DateTimeException;
import java.util.List;

/**
 * Converts base values to the Java type that the name of a schema stands for. An unknown name, or a known one on a
 * different base type, leaves the base value unchanged. {@code docs/reference/types.md} lists all types.
 *
 * <p>Names: {@code io.debezium.time}, {@code io.debezium.data} and {@code org.apache.kafka.connect.data}.
 */
public interface LogicalType {

    /** Leaves base values unchanged. */
    LogicalType NONE = base -> base;

    /**
     * Converts a base value, which is neither null nor unavailable.
     *
     * @throws TypeMismatchException if the base value does not belong to this type
     */
    Object convert(Object base);

    /** Returns the logical type of a column by the name of its schema. */
    static LogicalType forType(ColumnType type) {
        String name = type.logicalName();
        if (name == null) {
            return NONE;
        }
        return switch (type.base()) {
            case INT32 -> forInt32(name);
            case INT64 -> forInt64(name);
            case STRING -> forString(name);
            case BYTES -> forBytes(name, type);
            case STRUCT -> forStruct(name);
            case ARRAY -> forArray(name, type);
            default -> NONE;
        };
    }

    private static LogicalType forInt32(String name) {
        return switch (name) {
            case "io.debezium.time.Date" -> fromLong(Times::epochDayToDate);
            case "org.apache.kafka.connect.data.Date" -> fromLong(Times::epochDayToDate);
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> fromLong(Times::millisToTime);
            case "io.debezium.time.Year" -> fromLong(Times::toYear);
            default -> NONE;
        };
    }

    private static LogicalType forInt64(String name) {
        return switch (name) {
            case "io.debezium.time.MicroTime" -> fromLong(Times::microsToTime);
            case "io.debezium.time.NanoTime" -> fromLong(Times::nanosToTime);
            case "io.debezium.time.Timestamp" -> fromLong(Times::millisToTimestamp);
            case "io.debezium.time.MicroTimestamp" -> fromLong(Times::microsToTimestamp);
            case "io.debezium.time.NanoTimestamp" -> fromLong(Times::nanosToTimestamp);
            case "org.apache.kafka.connect.data.Timestamp" -> fromLong(Times::millisToInstant);
            case "io.debezium.time.MicroDuration" -> fromLong(Times::microsToDuration);
            case "io.debezium.time.NanoDuration" -> fromLong(Times::nanosToDuration);
            default -> NONE;
        };
    }

    private static LogicalType forString(String name) {
        return switch (name) {
            case "io.debezium.time.ZonedTimestamp" ->
                fromText("an ISO 8601 timestamp with an offset", TimeTexts::parseZonedTimestamp);
            case "io.debezium.time.ZonedTime" -> fromText("an ISO 8601 time with an offset", TimeTexts::parseZonedTime);
            case "io.debezium.time.IsoDate" -> fromText("an ISO 8601 date with an offset", TimeTexts::parseIsoDate);
            case "io.debezium.time.IsoTime" -> fromText("an ISO 8601 time with an offset", TimeTexts::parseIsoTime);
            case "io.debezium.time.IsoTimestamp" ->
                fromText("an ISO 8601 timestamp with an offset", TimeTexts::parseIsoTimestamp);
            case "io.debezium.time.Interval" -> fromText("an ISO 8601 interval", TimeTexts::parseInterval);
            case "io.debezium.data.Uuid" -> fromText("a UUID", TextValues::parseUuid);
            case "io.debezium.data.EnumSet" -> fromText("a comma-separated set", TextValues::parseEnumSet);
            default -> NONE;
        };
    }

    private static LogicalType forBytes(String name, ColumnType type) {
        return switch (name) {
            case "org.apache.kafka.connect.data.Decimal" ->
                Decimals.forScale(type.parameters().get("scale"));
            case "io.debezium.data.Bits" -> Vectors::toBitSet;
            default -> NONE;
        };
    }

    private static LogicalType forStruct(String name) {
        return switch (name) {
            case "io.debezium.data.VariableScaleDecimal" ->
                fromStruct("a decimal with a scale and a value", Decimals::fromStruct);
            case "io.debezium.data.SparseDoubleVector" -> fromStruct("a sparse vector", Vectors::toSparseVector);
            case "io.debezium.data.geometry.Point" -> fromStruct("a point", Geometries::toPoint);
            case "io.debezium.data.geometry.Geometry" -> fromStruct("a geometry", Geometries::toGeometry);
            case "io.debezium.data.geometry.Geography" -> fromStruct("a geography", Geometries::toGeography);
            case "io.debezium.data.geometry.Circle" -> fromStruct("a circle", Geometries::toCircle);
            case "io.debezium.data.geometry.Line" -> fromStruct("a line", Geometries::toLine);
            case "io.debezium.time.StructuredDate" -> fromStruct("a structured date", StructuredTimes::toDate);
            case "io.debezium.time.StructuredTime" -> fromStruct("a structured time", StructuredTimes::toTime);
            case "io.debezium.time.StructuredTimestamp" ->
                fromStruct("a structured timestamp", StructuredTimes::toTimestamp);
            case "io.debezium.time.StructuredZonedTime" ->
                fromStruct("a structured time with an offset", StructuredTimes::toZonedTime);
            case "io.debezium.time.StructuredZonedTimestamp" ->
                fromStruct("a structured timestamp with an offset", StructuredTimes::toZonedTimestamp);
            case "io.debezium.time.StructuredDuration" ->
                fromStruct("a structured interval", StructuredTimes::toInterval);
            default -> NONE;
        };
    }

    private static LogicalType forArray(String name, ColumnType type) {
        Base element =
                type.valueType() == null ? Base.UNTYPED : type.valueType().base();
        return switch (name) {
            case "io.debezium.data.DoubleVector" -> element == Base.FLOAT64 ? fromList(Vectors::toDoubles) : NONE;
            case "io.debezium.data.FloatVector" -> element == Base.FLOAT32 ? fromList(Vectors::toFloats) : NONE;
            default -> NONE;
        };
    }

    /** Converts an integer. Supports every value: one without a Java equivalent stays a number. */
    interface LongConversion {
        Object convert(long number);
    }

    /** Converts a string. Throws DateTimeException, IllegalArgumentException or ArithmeticException if it is invalid. */
    interface TextConversion {
        Object convert(String text);
    }

    /** Converts a struct. Throws the exceptions of {@link TextConversion}, or MissingPartException. */
    interface StructConversion {
        Object convert(Row struct);
    }

    private static LogicalType fromLong(LongConversion conversion) {
        return base -> conversion.convert(((Number) base).longValue());
    }

    private static LogicalType fromText(String expected, TextConversion conversion) {
        return base -> {
            try {
                return conversion.convert((String) base);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
                throw new TypeMismatchException(expected);
            }
        };
    }

    private static LogicalType fromStruct(String expected, StructConversion conversion) {
        return base -> {
            try {
                return conversion.convert((Row) base);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException | MissingPartException e) {
                throw new TypeMismatchException(expected);
            }
        };
    }

    private static LogicalType fromList(java.util.function.Function<List<?>, Object> conversion) {
        return base -> {
            try {
                return conversion.apply((List<?>) base);
            } catch (MissingPartException e) {
                throw new TypeMismatchException("a vector of numbers");
            }
        };
    }
}
