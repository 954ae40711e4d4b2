package dev.ezcdc.connect;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes the values of one schema as JsonConverter does. Safe for use by several threads. */
abstract class ValueWriter {
    /** Types whose Java values are not what is written; JsonConverter knows how. */
    private static final Set<String> LOGICAL = Set.of(
            "org.apache.kafka.connect.data.Decimal",
            "org.apache.kafka.connect.data.Date",
            "org.apache.kafka.connect.data.Time",
            "org.apache.kafka.connect.data.Timestamp");

    /** Returns false if it does not know how; what was written by then is of no use. */
    abstract boolean write(Object value, JsonBuffer out);

    /** Null for a schema whose values are JsonConverter's own business. */
    static @Nullable ValueWriter of(Schema schema) {
        if (schema.name() != null && LOGICAL.contains(schema.name())) {
            return null;
        }
        return switch (schema.type()) {
            case INT8 -> new Whole(Byte.class);
            case INT16 -> new Whole(Short.class);
            case INT32 -> new Whole(Integer.class);
            case INT64 -> new Whole(Long.class);
            case BOOLEAN -> new Truth();
            case STRING -> new Text();
            case FLOAT32 -> new Fraction(Float.class);
            case FLOAT64 -> new Fraction(Double.class);
            case BYTES -> new Binary();
            case ARRAY -> {
                Schema elements = schema.valueSchema();
                ValueWriter element = of(elements);
                yield element == null ? null : new Elements(element, nullable(elements));
            }
            case STRUCT -> StructWriter.of(schema);
            case MAP -> null;
        };
    }

    /** Whether null is written as such: a default value would take its place, and elsewhere it is an error. */
    static boolean nullable(Schema schema) {
        return schema.isOptional() && schema.defaultValue() == null;
    }

    private static final class Whole extends ValueWriter {
        private final Class<?> type;

        Whole(Class<?> type) {
            this.type = type;
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value.getClass() != type) {
                return false;
            }
            out.number(((Number) value).longValue());
            return true;
        }
    }

    private static final class Truth extends ValueWriter {
        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value instanceof Boolean truth) {
                out.addAscii(truth ? "true" : "false");
                return true;
            }
            return false;
        }
    }

    private static final class Text extends ValueWriter {
        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value instanceof String text) {
                out.string(text);
                return true;
            }
            return false;
        }
    }

    private static final class Fraction extends ValueWriter {
        private final Class<?> type;

        Fraction(Class<?> type) {
            this.type = type;
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value.getClass() != type || !Double.isFinite(((Number) value).doubleValue())) {
                return false;
            }
            out.addAscii(value.toString());
            return true;
        }
    }

    private static final class Binary extends ValueWriter {
        @Override
        boolean write(Object value, JsonBuffer out) {
            if (value instanceof byte[] bytes) {
                out.base64(bytes);
                return true;
            }
            return false;
        }
    }

    private static final class Elements extends ValueWriter {
        private final ValueWriter element;
        private final boolean nullable;

        Elements(ValueWriter element, boolean nullable) {
            this.element = element;
            this.nullable = nullable;
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (!(value instanceof Collection<?> all)) {
                return false;
            }
            out.add('[');
            boolean first = true;
            for (Object one : all) {
                if (!first) {
                    out.add(',');
                }
                first = false;
                if (one == null) {
                    if (!nullable) {
                        return false;
                    }
                    out.addAscii("null");
                } else if (!element.write(one, out)) {
                    return false;
                }
            }
            out.add(']');
            return true;
        }
    }

    private static final class StructWriter extends ValueWriter {
        private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

        private final Schema schema;
        private final Field[] fields;
        private final byte[][] names;
        private final ValueWriter[] writers;
        private final boolean[] nullable;
        private final boolean[] defaults;
        // One that equals ours: a connector may build the same schema more than once.
        private volatile @Nullable Schema equal;

        private StructWriter(Schema schema, byte[][] names, ValueWriter[] writers) {
            List<Field> all = schema.fields();
            this.schema = schema;
            this.fields = all.toArray(Field[]::new);
            this.names = names;
            this.writers = writers;
            this.nullable = new boolean[fields.length];
            this.defaults = new boolean[fields.length];
            for (int i = 0; i < fields.length; i++) {
                nullable[i] = nullable(fields[i].schema());
                defaults[i] = fields[i].schema().defaultValue() != null;
            }
        }

        static @Nullable StructWriter of(Schema schema) {
            int count = schema.fields().size();
            byte[][] names = new byte[count][];
            ValueWriter[] writers = new ValueWriter[count];
            for (int i = 0; i < count; i++) {
                Field field = schema.fields().get(i);
                ValueWriter writer = ValueWriter.of(field.schema());
                JsonBuffer name = new JsonBuffer();
                if (i > 0) {
                    name.add(',');
                }
                if (writer == null) {
                    return null;
                }
                name.string(field.name());
                name.add(':');
                names[i] = name.toBytes();
                writers[i] = writer;
            }
            return new StructWriter(schema, names, writers);
        }

        @Override
        boolean write(Object value, JsonBuffer out) {
            if (!(value instanceof Struct struct) || !ours(struct.schema())) {
                return false;
            }
            out.add('{');
            for (int i = 0; i < fields.length; i++) {
                out.add(names[i]);
                Object inner = defaults[i] ? struct.getWithoutDefault(fields[i].name()) : struct.get(fields[i]);
                if (inner == null) {
                    if (!nullable[i]) {
                        return false;
                    }
                    out.add(NULL);
                } else if (!writers[i].write(inner, out)) {
                    return false;
                }
            }
            out.add('}');
            return true;
        }

        private boolean ours(Schema other) {
            if (other == schema || other == equal) {
                return true;
            }
            if (!schema.equals(other)) {
                return false;
            }
            equal = other;
            return true;
        }
    }
}
