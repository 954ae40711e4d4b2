package dev.ezcdc.envelope.json.internal.types;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Converts dates and times that are counts from the epoch or from midnight. PostgreSQL's {@code infinity} arrives as a value
 * that no column can hold. It becomes MAX or MIN of the Java type, as in PostgreSQL's JDBC driver.
 */
final class Times {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

    /** The driver's {@code PGStatement.DATE_POSITIVE_INFINITY} and {@code DATE_NEGATIVE_INFINITY}, in milliseconds. */
    private static final LocalDateTime POSITIVE_INFINITY = toDateTime(9_223_372_036_825_200_000L, MILLIS_PER_SECOND);

    private static final LocalDateTime NEGATIVE_INFINITY = toDateTime(-9_223_372_036_832_400_000L, MILLIS_PER_SECOND);

    /** The driver's dates for infinity: from the log, and from a snapshot, where they pass through {@code java.sql.Date}. */
    private static final Set<LocalDate> POSITIVE_INFINITE_DATES = Set.of(
            LocalDate.of(5_877_611, 6, 21), LocalDate.of(292_278_994, 8, 16), LocalDate.ofEpochDay(-622_191_234));

    /** Dates between these years never represent infinity, so they need no lookup. */
    private static final int MIN_FINITE_YEAR = -5_000;

    private static final int MAX_FINITE_YEAR = 100_000;

    private static final Set<LocalDate> NEGATIVE_INFINITE_DATES = Set.of(
            LocalDate.of(-5_877_611, 6, 22), LocalDate.of(292_269_055, 12, 2), LocalDate.ofEpochDay(-625_821_272));

    private Times() {}

    static Object epochDayToDate(long epochDay) {
        return replaceInfinity(LocalDate.ofEpochDay(epochDay));
    }

    static Object millisToTime(long millis) {
        return toTimeOfDay(millis, MILLIS_PER_SECOND);
    }

    static Object microsToTime(long micros) {
        return toTimeOfDay(micros, MICROS_PER_SECOND);
    }

    static Object nanosToTime(long nanos) {
        return toTimeOfDay(nanos, NANOS_PER_SECOND);
    }

    /** Returns a LocalTime; outside one day (PostgreSQL's 24:00, MySQL's longer times), a Duration since midnight. */
    private static Object toTimeOfDay(long units, long unitsPerSecond) {
        long perDay = NANOS_PER_DAY / NANOS_PER_SECOND * unitsPerSecond;
        if (units >= 0 && units < perDay) {
            return LocalTime.ofNanoOfDay(units * (NANOS_PER_SECOND / unitsPerSecond));
        }
        return toDuration(units, unitsPerSecond);
    }

    static LocalDateTime millisToTimestamp(long millis) {
        return replaceInfinity(toDateTime(millis, MILLIS_PER_SECOND));
    }

    static LocalDateTime microsToTimestamp(long micros) {
        return isInfinite(micros) ? infiniteDateTime(micros) : toDateTime(micros, MICROS_PER_SECOND);
    }

    static LocalDateTime nanosToTimestamp(long nanos) {
        return isInfinite(nanos) ? infiniteDateTime(nanos) : toDateTime(nanos, NANOS_PER_SECOND);
    }

    static Instant millisToInstant(long millis) {
        LocalDateTime dateTime = replaceInfinity(toDateTime(millis, MILLIS_PER_SECOND));
        return dateTime == LocalDateTime.MAX
                ? Instant.MAX
                : dateTime == LocalDateTime.MIN ? Instant.MIN : Instant.ofEpochMilli(millis);
    }

    static Duration microsToDuration(long micros) {
        return toDuration(micros, MICROS_PER_SECOND);
    }

    static Duration nanosToDuration(long nanos) {
        return Duration.ofNanos(nanos);
    }

    /** Returns a Year; an Integer if the number is outside the range of Java's years. */
    static Object toYear(long year) {
        return year < Year.MIN_VALUE || year > Year.MAX_VALUE ? (Object) (int) year : Year.of((int) year);
    }

    /** Returns MAX or MIN if the timestamp represents infinity, else the timestamp. */
    static LocalDateTime replaceInfinity(LocalDateTime timestamp) {
        return timestamp.equals(POSITIVE_INFINITY)
                ? LocalDateTime.MAX
                : timestamp.equals(NEGATIVE_INFINITY) ? LocalDateTime.MIN : timestamp;
    }

    /** Returns MAX or MIN if the date represents infinity, else the date. */
    static LocalDate replaceInfinity(LocalDate date) {
        if (date.getYear() > MIN_FINITE_YEAR && date.getYear() < MAX_FINITE_YEAR) {
            return date;
        }
        return POSITIVE_INFINITE_DATES.contains(date)
                ? LocalDate.MAX
                : NEGATIVE_INFINITE_DATES.contains(date) ? LocalDate.MIN : date;
    }

    /** The driver's infinity does not fit micro- and nanoseconds, so the largest or smallest long represents it. */
    private static boolean isInfinite(long units) {
        return units == Long.MAX_VALUE || units == Long.MIN_VALUE;
    }

    private static LocalDateTime infiniteDateTime(long sign) {
        return sign > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
    }

    private static LocalDateTime toDateTime(long units, long unitsPerSecond) {
        long nanos = Math.floorMod(units, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(units, unitsPerSecond), (int) nanos, ZoneOffset.UTC);
    }

    private static Duration toDuration(long units, long unitsPerSecond) {
        long nanos = Math.floorMod(units, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond);
        return Duration.ofSeconds(Math.floorDiv(units, unitsPerSecond), nanos);
    }
}
