package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.type.Circle;
import dev.ezcdc.envelope.type.Geography;
import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Interval;
import dev.ezcdc.envelope.type.Line;
import dev.ezcdc.envelope.type.Point;
import dev.ezcdc.envelope.type.SparseVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values as bytes: equal values give equal bytes on every JVM and in every version of this library, and
 * different values give different ones. Each value has a tag for its kind, and a length where its kind varies in length.
 * Whole numbers have one form whatever their Java type. Not thread-safe.
 */
final class CanonicalBytes {

    private byte[] bytes = new byte[512];
    private int length;

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean contentEquals(CanonicalBytes other) {
        return Arrays.equals(bytes, 0, length, other.bytes, 0, other.length);
    }

    /** Starts over, keeping the buffer. */
    void clear() {
        length = 0;
    }

    /**
     * Appends a value.
     *
     * @return false if the value is of a type without a canonical form
     */
    boolean append(@Nullable Object value) {
        if (value == null) {
            tag('0');
        } else if (value instanceof String text) {
            tag('s');
            blob(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            tag('i');
            fixed(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            tag(flag ? 't' : 'f');
        } else if (value instanceof Row row) {
            return append(row);
        } else if (value instanceof byte[] blob) {
            tag('b');
            blob(blob);
        } else {
            return appendNumber(value) || appendTime(value) || appendContainer(value) || appendStructure(value);
        }
        return true;
    }

    private boolean append(Row row) {
        tag('{');
        fixed(row.size());
        boolean known = true;
        for (int i = 0; i < row.size(); i++) {
            blob(row.columns().get(i).name().getBytes(StandardCharsets.UTF_8));
            known &= append(row.get(i));
        }
        return known;
    }

    private boolean appendNumber(Object value) {
        if (value instanceof Double number) {
            tag('d');
            fixed(Double.doubleToLongBits(number));
        } else if (value instanceof Float number) {
            tag('e');
            fixed(Float.floatToIntBits(number));
        } else if (value instanceof BigDecimal number) {
            tag('n');
            fixed(number.scale());
            blob(number.unscaledValue().toByteArray());
        } else if (value instanceof BigInteger number) {
            tag('n');
            fixed(0);
            blob(number.toByteArray());
        } else {
            return false;
        }
        return true;
    }

    private boolean appendTime(Object value) {
        if (value instanceof Instant instant) {
            tag('T');
            fixed(instant.getEpochSecond());
            fixed(instant.getNano());
        } else if (value instanceof LocalDate date) {
            tag('D');
            fixed(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            tag('C');
            fixed(time.toNanoOfDay());
        } else if (value instanceof LocalDateTime dateTime) {
            tag('L');
            fixed(dateTime.toLocalDate().toEpochDay());
            fixed(dateTime.toLocalTime().toNanoOfDay());
        } else if (value instanceof OffsetDateTime dateTime) {
            tag('O');
            append(dateTime.toLocalDateTime());
            fixed(dateTime.getOffset().getTotalSeconds());
        } else if (value instanceof OffsetTime time) {
            tag('o');
            fixed(time.toLocalTime().toNanoOfDay());
            fixed(time.getOffset().getTotalSeconds());
        } else if (value instanceof Duration duration) {
            tag('P');
            fixed(duration.getSeconds());
            fixed(duration.getNano());
        } else if (value instanceof Year year) {
            tag('Y');
            fixed(year.getValue());
        } else {
            return false;
        }
        return true;
    }

    private boolean appendContainer(Object value) {
        boolean known = true;
        if (value instanceof Collection<?> elements) {
            tag('[');
            fixed(elements.size());
            for (Object element : elements) {
                known &= append(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            tag('m');
            fixed(map.size());
            // The JDK's immutable maps iterate in another order in each JVM.
            TreeMap<String, Map.Entry<?, ?>> sorted = new TreeMap<>();
            map.entrySet().forEach(entry -> sorted.put(String.valueOf(entry.getKey()), entry));
            for (Map.Entry<?, ?> entry : sorted.values()) {
                known &= append(entry.getKey());
                known &= append(entry.getValue());
            }
        } else if (value instanceof double[] vector) {
            tag('V');
            fixed(vector.length);
            Arrays.stream(vector).forEach(number -> fixed(Double.doubleToLongBits(number)));
        } else if (value instanceof float[] vector) {
            tag('v');
            fixed(vector.length);
            for (float number : vector) {
                fixed(Float.floatToIntBits(number));
            }
        } else {
            return false;
        }
        return known;
    }

    private boolean appendStructure(Object value) {
        if (value == Unavailable.UNAVAILABLE) {
            tag('u');
            return true;
        } else if (value instanceof UUID uuid) {
            tag('U');
            fixed(uuid.getMostSignificantBits());
            fixed(uuid.getLeastSignificantBits());
            return true;
        } else if (value instanceof Interval interval) {
            tag('I');
            fixed(interval.months());
            fixed(interval.days());
            return append(interval.time());
        } else if (value instanceof Point point) {
            tag('p');
            return append(point.x()) & append(point.y()) & append(point.wkb()) & append(point.srid());
        } else if (value instanceof Circle circle) {
            tag('c');
            return append(circle.center()) & append(circle.radius());
        } else if (value instanceof Line line) {
            tag('l');
            return append(line.a()) & append(line.b()) & append(line.c());
        } else if (value instanceof Geometry geometry) {
            tag('g');
            return append(geometry.wkb()) & append(geometry.srid()) & append(geometry.extensions());
        } else if (value instanceof Geography geography) {
            tag('G');
            return append(geography.wkb()) & append(geography.srid());
        } else if (value instanceof SparseVector vector) {
            tag('S');
            return append(vector.dimensions()) & append(vector.elements());
        }
        return false;
    }

    private void tag(char tag) {
        room(1);
        bytes[length++] = (byte) tag;
    }

    private void fixed(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void blob(byte[] blob) {
        fixed(blob.length);
        room(blob.length);
        System.arraycopy(blob, 0, bytes, length, blob.length);
        length += blob.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
