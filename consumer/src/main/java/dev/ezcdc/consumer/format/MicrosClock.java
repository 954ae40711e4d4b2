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
            upToSecond = text.substring(0, text.indexOf('.') + 1);
        }
        out.append(upToSecond);
        int micros = time.getNano() / 1_000;
        for (int unit = 100_000; unit > 0; unit /= 10) {
            out.append((char) ('0' + micros / unit % 10));
        }
        out.append('Z');
    }
}
