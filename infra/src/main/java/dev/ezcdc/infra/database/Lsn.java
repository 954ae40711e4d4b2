package dev.ezcdc.infra.database;

/** Parses log sequence numbers (LSNs) of PostgreSQL. */
public final class Lsn {
    private Lsn() {}

    /**
     * Parses an LSN such as {@code 0/1A2B3C4}. The results compare correctly up to 8 EiB of WAL.
     *
     * @throws IllegalArgumentException if the text is not an LSN
     */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not an LSN: " + text);
        }
        return (Long.parseLong(text.substring(0, slash), 16) << 32) + Long.parseLong(text.substring(slash + 1), 16);
    }
}
