package dev.ezcdc.consumer.format;

/** The formats in which {@link ChangeLog} writes a record. */
public enum LogFormat {
    /** Aligned columns for reading, optionally colored; long values are cut. */
    PRETTY,
    /** {@code name=value} pairs on one line, for grep; long values are cut. */
    LINE,
    /** One JSON object per line, with stable field names and complete values. */
    JSON;

    LineFormatter createFormatter(boolean color) {
        return switch (this) {
            case PRETTY -> new PrettyFormatter(color, java.time.ZoneId.systemDefault());
            case LINE -> new PlainFormatter();
            case JSON -> new JsonFormatter();
        };
    }
}
