package dev.ezcdc.connect;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.DecimalFormat;
import org.jspecify.annotations.Nullable;

/** Writes the values of one schema as JsonConverter does. Thread-safe. */
abstract class ValueWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNSUPPORTED = {};

    /** Receives a schema that equals the writer's own, so that it need not compare them. Does nothing by default. */
    void acceptEqual(Schema schema) {}

    /** Returns false if the value is not supported; the buffer's content is then invalid. */
    abstract boolean write(Object value, JsonBuffer out);

    /** Settings of JsonConverter that change how values are written. */
    record Settings(boolean replacesNull, DecimalFormat decimalFormat) {}

    /** Returns the writer for a schema, or null if only JsonConverter supports it. */
    static @Nullable ValueWriter forSchema(Schema schema, Settings settings) {
        ValueWriter logical = LogicalWriter.forSchema(schema, settings.decimalFormat);
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case INT8 -> new IntegerWriter(Byte.class);
            case INT16 -> new IntegerWriter(Short.class);
            case INT32 -> new IntegerWriter(Integer.class);
            case INT64 -> new IntegerWriter(Long.class);
            case BOOLEAN -> new BooleanWriter();
            case STRING -> new StringWriter();
            case FLOAT32 -> new FloatWriter(Float.class);
            case FLOAT64 -> new FloatWriter(Double.class);
            case BYTES -> new BytesWriter();
            case ARRAY -> {
                Schema elements = schema.valueSchema();
                ValueWriter element = forSchema(elements, settings);
                yield element == null
                        ? null
                        : new ArrayWriter(element, nullForm(elements, element, settings.replacesNull));
            }
            case STRUCT -> StructWriter.forStruct(schema, settings);
            case MAP -> null;
        };
    }

    /** Returns what is written for null, or an empty array if JsonConverter must decide: a required value must not be null. */
    private static byte[] nullForm(Schema schema, ValueWriter writer, boolean replacesNull) {
        Object defaultValue = schema.defaultValue();
        if (defaultValue != null && replacesNull) {
            JsonBuffer out = new JsonBuffer();
            return writer.write(defaultValue, out) ? out.toBytes() : UNSUPPORTED;
        }
        return schema.isOptional() ? NULL : UNSUPPORTED;
    }

    private static final class IntegerWriter extends ValueWriter {
        private final Class<?> type;

        IntegerWriter(Class<?> type) {
            this.type = type;
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value.getClass() != type) {
                return false;
            }
            out.appendLong(((Number) value).longValue());
            return true;
        }
    }

    private static final class BooleanWriter extends ValueWriter {
        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value instanceof Boolean bool) {
                out.appendAscii(bool ? "true" : "false");
                return true;
            }
            return false;
        }
    }

    private static final class StringWriter extends ValueWriter {
        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value instanceof String text) {
                out.appendString(text);
                return true;
            }
            return false;
        }
    }

    private static final class FloatWriter extends ValueWriter {
        private final Class<?> type;

        FloatWriter(Class<?> type) {
            this.type = type;
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value.getClass() != type || !Double.isFinite(((Number) value).doubleValue())) {
                return false;
            }
            out.appendAscii(value.toString());
            return true;
        }
    }

    private static final class BytesWriter extends ValueWriter {
        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value instanceof byte[] bytes) {
                out.appendBase64(bytes);
                return true;
            }
            return false;
        }
    }

    private static final class ArrayWriter extends ValueWriter {
        private final ValueWriter element;
        private final byte[] nullForm;

        ArrayWriter(ValueWriter element, byte[] nullForm) {
            this.element = element;
            this.nullForm = nullForm;
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (!(value instanceof Collection<?> items)) {
                return false;
            }
            out.append('[');
            boolean first = true;
            for (Object item : items) {
                if (!first) {
                    out.append(',');
                }
                first = false;
                if (item == null) {
                    if (nullForm.length == 0) {
                        return false;
                    }
                    out.append(nullForm);
                } else if (!element.write(item, out)) {
                    return false;
                }
            }
            out.append(']');
            return true;
        }
    }

    private static final class StructWriter extends ValueWriter {
        private final Schema schema;
        private final Field[] fields;
        private final byte[][] names;
        private final ValueWriter[] writers;
        private final byte[][] nullForms;
        private final boolean[] hasDefault;
        // An equal schema that was seen last: a connector can build the same schema more than once.
        private volatile @Nullable Schema equalSchema;

        private StructWriter(Schema schema, byte[][] names, ValueWriter[] writers, boolean replacesNull) {
            List<Field> all = schema.fields();
            this.schema = schema;
            this.fields = all.toArray(Field[]::new);
            this.names = names;
            this.writers = writers;
            this.nullForms = new byte[fields.length][];
            this.hasDefault = new boolean[fields.length];
            for (int i = 0; i < fields.length; i++) {
                nullForms[i] = nullForm(fields[i].schema(), writers[i], replacesNull);
                hasDefault[i] = fields[i].schema().defaultValue() != null;
            }
        }

        static @Nullable StructWriter forStruct(Schema schema, Settings settings) {
            int count = schema.fields().size();
            byte[][] names = new byte[count][];
            ValueWriter[] writers = new ValueWriter[count];
            for (int i = 0; i < count; i++) {
                Field field = schema.fields().get(i);
                ValueWriter writer = ValueWriter.forSchema(field.schema(), settings);
                JsonBuffer name = new JsonBuffer();
                if (i > 0) {
                    name.append(',');
                }
                if (writer == null) {
                    return null;
                }
                name.appendString(field.name());
                name.append(':');
                names[i] = name.toBytes();
                writers[i] = writer;
            }
            return new StructWriter(schema, names, writers, settings.replacesNull);
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (!(value instanceof Struct struct) || !isSameSchema(struct.schema())) {
                return false;
            }
            out.append('{');
            for (int i = 0; i < fields.length; i++) {
                out.append(names[i]);
                Object inner = hasDefault[i] ? struct.getWithoutDefault(fields[i].name()) : struct.get(fields[i]);
                if (inner == null) {
                    byte[] nullForm = nullForms[i];
                    if (nullForm.length == 0) {
                        return false;
                    }
                    out.append(nullForm);
                } else if (!writers[i].write(inner, out)) {
                    return false;
                }
            }
            out.append('}');
            return true;
        }

        @Override
        void acceptEqual(Schema equal) {
            equalSchema = equal;
        }

        private boolean isSameSchema(Schema other) {
            if (other == schema || other == equalSchema) {
                return true;
            }
            if (!schema.equals(other)) {
                return false;
            }
            equalSchema = other;
            return true;
        }
    }
}
