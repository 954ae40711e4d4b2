package dev.ezcdc.consumer.format;

/** How {@link ChangeLog} writes a record. */
public enum LogFormat {
    /** Aligned for reading, coloured where that is wanted; long values are cut. */
    PRETTY,
    /** {@code name=value} pairs in one plain line, for grep; long values are cut. */
    LINE,
    /** One JSON object per line, with stable names and whole values. */
    JSON;

    LineFormatter createFormatter(boolean colours) {
        return switch (this) {
            case PRETTY -> new PrettyFormatter(colours, java.time.ZoneId.systemDefault());
            case LINE -> new PlainFormatter();
            case JSON -> new JsonFormatter();
        };
    }
}
