package dev.ezcdc.connect;

import java.math.BigDecimal;
import java.util.function.ToLongBiFunction;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.DecimalFormat;
import org.jspecify.annotations.Nullable;

/** Writes Connect's logical types, which JsonConverter writes in a form that differs from the Java value. Thread-safe. */
abstract class LogicalWriter extends ValueWriter {

    private final Schema schema;

    private LogicalWriter(Schema schema) {
        this.schema = schema;
    }

    /** Returns null if the schema has none of these types. */
    static @Nullable ValueWriter forSchema(Schema schema, DecimalFormat decimalFormat) {
        String name = schema.name();
        if (name == null) {
            return null;
        }
        return switch (name) {
            case Decimal.LOGICAL_NAME ->
                decimalFormat == DecimalFormat.NUMERIC ? new NumericWriter(schema) : new Base64Writer(schema);
            case Date.LOGICAL_NAME -> new DateWriter(schema, Date::fromLogical);
            case Time.LOGICAL_NAME -> new DateWriter(schema, Time::fromLogical);
            case Timestamp.LOGICAL_NAME -> new DateWriter(schema, Timestamp::fromLogical);
            default -> null;
        };
    }

    @Override
    final boolean write(Object value, JsonBuffer out) {
        try {
            return write(schema, value, out);
        } catch (DataException wrongValue) {
            // JsonConverter writes it instead, and reports it.
            return false;
        }
    }

    /** @throws DataException if the value does not fit the schema */
    abstract boolean write(Schema type, Object value, JsonBuffer out);

    /** The unscaled value, in base64. The scale is in the schema. */
    private static final class Base64Writer extends LogicalWriter {
        Base64Writer(Schema schema) {
            super(schema);
        }

        @Override
        boolean write(Schema type, Object value, JsonBuffer out) {
            if (!(value instanceof BigDecimal decimal)) {
                return false;
            }
            out.appendBase64(Decimal.fromLogical(type, decimal));
            return true;
        }
    }

    /** A JSON number, with {@code decimal.format=NUMERIC}. */
    private static final class NumericWriter extends LogicalWriter {
        NumericWriter(Schema schema) {
            super(schema);
        }

        @Override
        boolean write(Schema type, Object value, JsonBuffer out) {
            if (!(value instanceof BigDecimal decimal)) {
                return false;
            }
            out.appendAscii(decimal.toString());
            return true;
        }
    }

    /** Days or milliseconds. */
    private static final class DateWriter extends LogicalWriter {
        private final ToLongBiFunction<Schema, java.util.Date> conversion;

        DateWriter(Schema schema, ToLongBiFunction<Schema, java.util.Date> conversion) {
            super(schema);
            this.conversion = conversion;
        }

        @Override
        boolean write(Schema type, Object value, JsonBuffer out) {
            if (!(value instanceof java.util.Date date)) {
                return false;
            }
            out.appendLong(conversion.applyAsLong(type, date));
            return true;
        }
    }
}
