package dev.ezcdc.envelope.source;

import org.jspecify.annotations.Nullable;

/**
 * A position in a server's binary log. Several changes can share it, so it does not identify a change: the rows of one event
 * share it, and all events of a compressed transaction. On MariaDB 11.4, whose default is {@code
 * binlog_legacy_event_pos=OFF}, all changes of a transaction share it.
 *
 * <p>Files are ordered by the number at the end of their names. Another server, for example after a failover, has
 * another log, and file names are reused after {@code RESET MASTER}. Positions of two logs with the same base name compare
 * as if they were of one log; the message does not distinguish them.
 *
 * @param file the log's file, {@code binlog.000003}
 * @param pos the offset of the event in the file, in bytes
 * @param gtid the transaction's global id, which does not affect the order; null if the server does not assign them
 */
public record MySqlPosition(String file, long pos, @Nullable String gtid) implements Position {

    @Override
    public int compareTo(Position other) {
        MySqlPosition that = (MySqlPosition) other;
        int byBase = baseName(file).compareTo(baseName(that.file));
        int byNumber = byBase != 0 ? byBase : Long.compare(fileNumber(file), fileNumber(that.file));
        return byNumber != 0 ? byNumber : Long.compare(pos, that.pos);
    }

    /** Returns whether the other position is in a log of the same base name. */
    @Override
    public boolean isInSameLog(Position other) {
        return other instanceof MySqlPosition that && baseName(file).equals(baseName(that.file));
    }

    private static String baseName(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private static long fileNumber(String file) {
        try {
            return Long.parseLong(file, file.lastIndexOf('.') + 1, file.length(), 10);
        } catch (NumberFormatException notNumbered) {
            return 0;
        }
    }

    /** Returns {@code binlog.000003:1527}. */
    @Override
    public String toString() {
        return file + ":" + pos;
    }
}
