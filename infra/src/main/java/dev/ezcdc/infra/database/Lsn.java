package dev.ezcdc.infra.database;

/** PostgreSQL's places in its log. */
public final class Lsn {
    private Lsn() {}

    /** A place as PostgreSQL writes it, such as {@code 0/1A2B3C4}; compares rightly up to 8 EiB of log. */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no place in a log: " + text);
        }
        return (Long.parseLong(text.substring(0, slash), 16) << 32) + Long.parseLong(text.substring(slash + 1), 16);
    }
}
