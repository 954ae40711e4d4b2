package dev.ezcdc.consumer.format;

import java.time.Instant;

/** Formats instants like {@link TimeFormats#ISO_MICROS}, but computes the date once a second. Not thread-safe. */
final class TimestampFormatter {

    private long cachedSecond = Long.MIN_VALUE;
    private String cachedText = "";

    void append(StringBuilder out, Instant time) {
        if (time.getEpochSecond() != cachedSecond || cachedText.isEmpty()) {
            cachedSecond = time.getEpochSecond();
            String text = TimeFormats.ISO_MICROS.format(Instant.ofEpochSecond(cachedSecond));
            cachedText = text.substring(0, text.indexOf('.'));
        }
        int point = out.append(cachedText).length();
        out.append(1_000_000 + time.getNano() / 1_000).setCharAt(point, '.'); // replaces the leading 1
        out.append('Z');
    }
}
