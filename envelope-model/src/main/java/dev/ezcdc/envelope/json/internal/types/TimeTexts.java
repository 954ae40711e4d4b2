package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.json.internal.bytes.UtcTimestamps;
import dev.ezcdc.envelope.type.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses dates and times that are strings in ISO 8601 forms. */
public final class TimeTexts {

    /** Debezium's form of PostgreSQL's {@code 24:00} at UTC, which no Java type represents. */
    private static final String END_OF_DAY = "24:00:00Z";

    private static final Pattern INTERVAL = Pattern.compile("P(?:(-?\\d{1,18})Y)?(?:(-?\\d{1,18})M)?(?:(-?\\d{1,18})D)?"
            + "(?:T(?:(-?\\d{1,15})H)?(?:(-?\\d{1,15})M)?(?:(-?\\d{1,18}(?:\\.\\d{1,9})?)S)?)?");

    private TimeTexts() {}

    /** Returns an Instant if the offset is zero, else an OffsetDateTime. */
    static Object parseZonedTimestamp(String text) {
        if (text.equals("infinity")) {
            return Instant.MAX;
        }
        if (text.equals("-infinity")) {
            return Instant.MIN;
        }
        Instant instant = UtcTimestamps.parse(text);
        if (instant != null) {
            return instant;
        }
        OffsetDateTime timestamp = OffsetDateTime.parse(text);
        return timestamp.getOffset().equals(ZoneOffset.UTC) ? timestamp.toInstant() : timestamp;
    }

    public static Object parseZonedTime(String text) {
        long nanos = UtcTimestamps.parseNanoOfDay(text, 0);
        if (nanos >= 0) {
            return LocalTime.ofNanoOfDay(nanos).atOffset(ZoneOffset.UTC);
        }
        return text.equals(END_OF_DAY) ? text : OffsetTime.parse(text);
    }

    static LocalDate parseIsoDate(String text) {
        return Times.replaceInfinity(LocalDate.parse(text, DateTimeFormatter.ISO_OFFSET_DATE));
    }

    static LocalTime parseIsoTime(String text) {
        return LocalTime.parse(text, DateTimeFormatter.ISO_OFFSET_TIME);
    }

    static LocalDateTime parseIsoTimestamp(String text) {
        return Times.replaceInfinity(LocalDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }

    static Interval parseInterval(String text) {
        Matcher parts = INTERVAL.matcher(text);
        if (text.length() < 3 || text.endsWith("T") || !parts.matches()) {
            throw new IllegalArgumentException("not an interval");
        }
        BigDecimal seconds = parts.group(6) == null ? BigDecimal.ZERO : new BigDecimal(parts.group(6));
        BigDecimal wholeSeconds = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        Duration time = Duration.ofHours(parseOrZero(parts.group(4)))
                .plusMinutes(parseOrZero(parts.group(5)))
                .plusSeconds(wholeSeconds.longValueExact())
                .plusNanos(seconds.subtract(wholeSeconds).movePointRight(9).longValueExact());
        long months = Math.addExact(Math.multiplyExact(parseOrZero(parts.group(1)), 12L), parseOrZero(parts.group(2)));
        return new Interval(months, parseOrZero(parts.group(3)), time);
    }

    private static long parseOrZero(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
