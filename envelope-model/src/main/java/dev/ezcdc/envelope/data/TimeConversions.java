package dev.ezcdc.envelope.data;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Converts dates and times. */
final class TimeConversions {

    private static final Duration DAY = Duration.ofDays(1);

    private TimeConversions() {}

    /** Returns the converted value, or null if there is no such conversion or the value is beyond the target's range. */
    static @Nullable Object convertOrNull(Object value, ColumnType type, Class<?> target) {
        if (value instanceof Year year) {
            return NumberConversions.convertOrNull(year.getValue(), target);
        }
        if (target == Year.class) {
            return isWholeNumber(value) ? Year.of(Math.toIntExact(((Number) value).longValue())) : null;
        }
        if (target == Duration.class) {
            return value instanceof LocalTime time ? Duration.ofNanos(time.toNanoOfDay()) : null;
        }
        if (target == LocalTime.class) {
            return value instanceof Duration time && !isDuration(type) ? toTimeOfDay(time) : null;
        }
        if (target == Instant.class) {
            return value instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : value instanceof ZonedDateTime zoned ? zoned.toInstant() : null;
        }
        return target == OffsetDateTime.class ? toOffset(value) : null;
    }

    private static boolean isWholeNumber(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short;
    }

    /** A column of durations has no times of day, even if some of its values could be one. */
    private static boolean isDuration(ColumnType type) {
        return type.logicalName() != null && type.logicalName().endsWith("Duration");
    }

    private static @Nullable LocalTime toTimeOfDay(Duration time) {
        return time.isNegative() || time.compareTo(DAY) >= 0 ? null : LocalTime.ofNanoOfDay(time.toNanos());
    }

    private static @Nullable OffsetDateTime toOffset(Object value) {
        if (value instanceof Instant instant) {
            return instant.equals(Instant.MAX)
                    ? OffsetDateTime.MAX
                    : instant.equals(Instant.MIN) ? OffsetDateTime.MIN : instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof ZonedDateTime zoned ? zoned.toOffsetDateTime() : null;
    }
}
