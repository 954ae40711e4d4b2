package dev.ezcdc.connect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Generates random schemas, and random values for them. */
record RandomValues(Random random) {
    private static final Schema.Type[] SIMPLE = {
        Schema.Type.INT8,
        Schema.Type.INT16,
        Schema.Type.INT32,
        Schema.Type.INT64,
        Schema.Type.FLOAT32,
        Schema.Type.FLOAT64,
        Schema.Type.BOOLEAN,
        Schema.Type.STRING,
        Schema.Type.BYTES
    };

    Schema schema(int depth) {
        if (random.nextInt(6) == 0) {
            return logicalSchema();
        }
        int kind = random.nextInt(depth > 0 ? 12 : 9);
        SchemaBuilder builder;
        if (kind < SIMPLE.length) {
            builder = SchemaBuilder.type(SIMPLE[kind]);
            if (random.nextInt(4) == 0) {
                builder.defaultValue(simple(SIMPLE[kind]));
            }
        } else if (kind == 9) {
            builder = SchemaBuilder.array(schema(depth - 1));
        } else {
            builder = SchemaBuilder.struct();
            int fields = random.nextInt(6);
            for (int i = 0; i < fields; i++) {
                builder.field(i + text(), schema(depth - 1));
            }
        }
        if (random.nextBoolean()) {
            builder.optional();
        }
        if (random.nextInt(3) == 0) {
            builder.name("name" + random.nextInt(9)).version(random.nextInt(9)).doc(text());
        }
        return builder.build();
    }

    private Schema logicalSchema() {
        SchemaBuilder builder =
                switch (random.nextInt(4)) {
                    case 0 -> Decimal.builder(random.nextInt(40) - 10);
                    case 1 -> Date.builder();
                    case 2 -> Time.builder();
                    default -> Timestamp.builder();
                };
        return random.nextBoolean() ? builder.optional().build() : builder.build();
    }

    /** Returns a value that is not null; its parts can be null. */
    Object value(Schema schema) {
        Object logical = logicalOrNull(schema);
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case STRUCT -> {
                Struct struct = new Struct(schema);
                for (Field field : schema.fields()) {
                    struct.put(field, valueOrNull(field.schema()));
                }
                yield struct;
            }
            case ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(valueOrNull(schema.valueSchema()));
                }
                yield elements;
            }
            default -> simple(schema.type());
        };
    }

    private @Nullable Object logicalOrNull(Schema schema) {
        long bits = random.nextLong() >> random.nextInt(64);
        return switch (String.valueOf(schema.name())) {
            case Decimal.LOGICAL_NAME ->
                new BigDecimal(
                        new BigInteger(random.nextInt(200), random).subtract(BigInteger.valueOf(bits)),
                        Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
            case Date.LOGICAL_NAME -> new java.util.Date((int) bits * 86_400_000L);
            case Time.LOGICAL_NAME -> new java.util.Date(Math.floorMod(bits, 86_400_000L));
            case Timestamp.LOGICAL_NAME -> new java.util.Date(bits);
            default -> null;
        };
    }

    private @Nullable Object valueOrNull(Schema schema) {
        return schema.isOptional() && random.nextInt(3) == 0 ? null : value(schema);
    }

    private Object simple(Schema.Type type) {
        long bits = random.nextLong() >> random.nextInt(64);
        return switch (type) {
            case INT8 -> (byte) bits;
            case INT16 -> (short) bits;
            case INT32 -> (int) bits;
            case INT64 -> random.nextInt(20) == 0 ? Long.MIN_VALUE + random.nextInt(2) : bits;
            case FLOAT32 -> random.nextBoolean() ? Float.intBitsToFloat(random.nextInt()) : (float) bits;
            case FLOAT64 -> random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : bits / 100.0;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            default -> {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point =
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> random.nextInt(0x800);
                        case 2 -> random.nextInt(Character.MAX_CODE_POINT + 1);
                        default -> ' ' + random.nextInt(95);
                    };
            // A lone surrogate is not valid text.
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '?' : point);
        }
        return text.toString();
    }
}
