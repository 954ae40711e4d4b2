package dev.ezcdc.consumer.format;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Formats for instants and durations. */
final class TimeFormats {

    /** UTC with microseconds: {@code 2026-11-22T07:50:01.123456Z}. */
    static final DateTimeFormatter ISO_MICROS = new DateTimeFormatterBuilder()
            .appendInstant(6)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TimeFormats() {}

    /** Appends microseconds as milliseconds with two decimals. */
    static void appendMillis(StringBuilder out, long micros) {
        long hundredths = Math.round(Math.abs((double) micros) / 10);
        out.append(micros < 0 && hundredths > 0 ? "-" : "")
                .append(hundredths / 100)
                .append('.');
        out.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
    }

    /** Formats microseconds in a suitable unit: {@code 2.31 ms}, {@code 150.2 ms}, {@code 12.0 s}, {@code 4 d}. */
    static String formatMicros(long micros) {
        double millis = micros / 1e3;
        double size = Math.abs(millis);
        if (size < 100) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        } else if (size < 10_000) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        } else if (size < 600_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        } else if (size < 360_000_000) {
            return String.format(Locale.ROOT, "%.1f h", millis / 3.6e6);
        }
        return String.format(Locale.ROOT, "%.0f d", millis / 8.64e7);
    }
}
