package dev.ezcdc.envelope.json.internal.bytes;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Parses timestamps in the form that connectors write, {@code 2026-11-22T08:30:00.123456Z}, digit by digit. Java's
 * formatters support every form and take twenty times as long.
 */
public final class UtcTimestamps {

    /** The offset of the time after a date. */
    private static final int TIME_START = 11;
    /** The length of hours, minutes and seconds. */
    private static final int SECONDS_LENGTH = 8;
    /** The length of a time before the Z, with up to nine fractional digits. */
    private static final int MAX_TIME_LENGTH = 18;

    private static final int[] FRACTION_NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private UtcTimestamps() {}

    /** Parses a timestamp. Returns null if the text has another form or is invalid; the caller then uses Java's parser. */
    public static @Nullable Instant parse(String text) {
        if (text.length() <= TIME_START
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(TIME_START - 1) != 'T') {
            return null;
        }
        int year = parseDigits(text, 0, 4);
        int month = parseDigits(text, 5, 7);
        int day = parseDigits(text, 8, 10);
        long nanos = parseNanoOfDay(text, TIME_START);
        if ((year | nanos) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28 // computes the month's length for few dates only
                        && (day > 31 || day > LocalDate.of(year, month, 1).lengthOfMonth())) {
            return null;
        }
        long seconds = nanos / NANOS_PER_SECOND;
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + seconds, nanos - seconds * NANOS_PER_SECOND);
    }

    /**
     * Parses a time such as {@code 23:59:59.25Z} from {@code start} to the end of the text. Returns the nanosecond of the day,
     * or -1 if the text has another form or is invalid.
     */
    public static long parseNanoOfDay(String text, int start) {
        int z = text.length() - 1;
        int end = start + SECONDS_LENGTH;
        if (z < end
                || z > start + MAX_TIME_LENGTH
                || text.charAt(start + 2) != ':'
                || text.charAt(start + 5) != ':'
                || text.charAt(z) != 'Z') {
            return -1;
        }
        int hour = parseDigits(text, start, start + 2);
        int minute = parseDigits(text, start + 3, start + 5);
        int second = parseDigits(text, start + 6, end);
        int nanos = z == end ? 0 : parseFraction(text, end, z);
        if ((hour | minute | second | nanos) < 0 || hour > 23 || minute > 59 || second > 59) {
            return -1;
        }
        return (hour * 3_600 + minute * 60 + second) * NANOS_PER_SECOND + nanos;
    }

    private static int parseFraction(String text, int point, int end) {
        int digits = end - point - 1;
        int number = digits < 1 || text.charAt(point) != '.' ? -1 : parseDigits(text, point + 1, end);
        return number < 0 ? -1 : number * FRACTION_NANOS[digits];
    }

    /** Returns the number from {@code start} to {@code end}, or -1 if a character is not a digit. */
    private static int parseDigits(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
