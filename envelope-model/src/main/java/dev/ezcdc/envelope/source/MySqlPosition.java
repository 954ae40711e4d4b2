package dev.ezcdc.envelope.source;

import org.jspecify.annotations.Nullable;

/**
 * A place in a server's binary log. Rows of one event share it, and so do all events of a compressed transaction.
 *
 * <p>Files are ordered by the number at their end. Another server, as after a failover, has another log; whether a change
 * of it was seen before is only known by its {@code gtid}.
 *
 * @param file the log's file, {@code binlog.000003}
 * @param pos where the event begins in it, in bytes
 * @param gtid the transaction's global id; takes no part in the order
 */
public record MySqlPosition(String file, long pos, @Nullable String gtid) implements Position {

    @Override
    public int compareTo(Position other) {
        MySqlPosition that = (MySqlPosition) other;
        int byBase = base(file).compareTo(base(that.file));
        int byNumber = byBase != 0 ? byBase : Long.compare(number(file), number(that.file));
        return byNumber != 0 ? byNumber : Long.compare(pos, that.pos);
    }

    /** Logs of another name are other logs. */
    @Override
    public boolean isInSameLog(Position other) {
        return other instanceof MySqlPosition that && base(file).equals(base(that.file));
    }

    private static String base(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private static long number(String file) {
        try {
            return Long.parseLong(file, file.lastIndexOf('.') + 1, file.length(), 10);
        } catch (NumberFormatException notNumbered) {
            return 0;
        }
    }

    /** {@code binlog.000003:1527}. */
    @Override
    public String toString() {
        return file + ":" + pos;
    }
}
