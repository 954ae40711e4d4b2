package dev.ezcdc.consumer.format;

import java.time.Instant;

/** Writes moments like {@link Times#ISO_MICROS}, but works the date out once a second. Not thread-safe. */
final class MicrosClock {

    private long second = Long.MIN_VALUE;
    private String upToSecond = "";

    void append(StringBuilder out, Instant time) {
        if (time.getEpochSecond() != second || upToSecond.isEmpty()) {
            second = time.getEpochSecond();
            String text = Times.ISO_MICROS.format(Instant.ofEpochSecond(second));
            upToSecond = text.substring(0, text.indexOf('.'));
        }
        int point = out.append(upToSecond).length();
        out.append(1_000_000 + time.getNano() / 1_000).setCharAt(point, '.'); // in the place of the 1
        out.append('Z');
    }
}
