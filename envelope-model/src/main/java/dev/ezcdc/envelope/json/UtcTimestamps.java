package dev.ezcdc.envelope.json;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps in the one form that connectors write, {@code 2026-11-22T08:30:00.123456Z}, read digit by digit: Java's own
 * formatters are made for every form, and take twenty times as long.
 */
final class UtcTimestamps {

    private static final int SECONDS_END = 19;
    private static final int MAX_LENGTH = 30;
    private static final int[] NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private UtcTimestamps() {}

    /** The instant; null if the text is of another form or names no instant, which Java's formatters then tell. */
    static @Nullable Instant parse(String text) {
        int length = text.length();
        if (length <= SECONDS_END
                || length > MAX_LENGTH
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(length - 1) != 'Z') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int nanos = length == SECONDS_END + 1 ? 0 : fraction(text, length - 1);
        if ((year | nanos) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28 // most days; which others there are, LocalDate knows
                        && (day > 31 || day > LocalDate.of(year, month, 1).lengthOfMonth())
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3_600 + minute * 60 + second, nanos);
    }

    private static int fraction(String text, int end) {
        int digits = end - SECONDS_END - 1;
        if (digits < 1 || text.charAt(SECONDS_END) != '.') {
            return -1;
        }
        int number = number(text, SECONDS_END + 1, end);
        return number < 0 ? -1 : number * NANOS[digits];
    }

    /** The number of all digits between, or -1. */
    private static int number(String text, int start, int end) {
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
