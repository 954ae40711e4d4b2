package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.data.ColumnType;
import java.time.Duration;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of values that JSON has no type for. */
final class ValueTexts {

    /** The logical types of a time of day; MySQL's ranges from -838:59:59 to 838:59:59. */
    private static final Set<String> TIMES = Set.of(
            "io.debezium.time.Time",
            "io.debezium.time.MicroTime",
            "io.debezium.time.NanoTime",
            "io.debezium.time.IsoTime",
            "io.debezium.time.StructuredTime",
            "org.apache.kafka.connect.data.Time");

    private ValueTexts() {}

    /**
     * Returns the text of a value: hours, minutes and seconds of each value of a time column, as many bits as the column has,
     * and otherwise the form of ISO 8601 or of Java.
     */
    static String of(Object value, ColumnType type) {
        if (value instanceof LocalTime time) {
            return clock(Duration.ofNanos(time.toNanoOfDay()));
        }
        if (value instanceof Duration time && type.logicalName() != null && TIMES.contains(type.logicalName())) {
            return clock(time);
        }
        return value instanceof BitSet bits ? bits(bits, type.parameters().get("length")) : value.toString();
    }

    private static String clock(Duration time) {
        Duration size = time.abs();
        String text = String.format(
                Locale.ROOT,
                "%s%02d:%02d:%02d",
                time.isNegative() ? "-" : "",
                size.toHours(),
                size.toMinutesPart(),
                size.toSecondsPart());
        return size.getNano() == 0
                ? text
                : text + String.format(Locale.ROOT, ".%09d", size.getNano()).replaceAll("(000)+$", "");
    }

    /** The first character is the highest bit, as databases write it. */
    private static String bits(BitSet bits, @Nullable String length) {
        int size = Math.max(bits.length(), sizeOf(length));
        StringBuilder text = new StringBuilder(size);
        for (int i = size - 1; i >= 0; i--) {
            text.append(bits.get(i) ? '1' : '0');
        }
        return text.toString();
    }

    /** Returns the number of bits that each value has; 1 if it is unknown, as for {@code bit varying} without a limit. */
    private static int sizeOf(@Nullable String length) {
        return length != null && length.matches("[0-9]{1,6}") ? Integer.parseInt(length) : 1;
    }
}
