package dev.ezcdc.consumer.format;

import java.time.Instant;

/** Writes moments like {@link TimeFormats#ISO_MICROS}, but works the date out once a second. Not thread-safe. */
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
        out.append(1_000_000 + time.getNano() / 1_000).setCharAt(point, '.'); // in the place of the 1
        out.append('Z');
    }
}
