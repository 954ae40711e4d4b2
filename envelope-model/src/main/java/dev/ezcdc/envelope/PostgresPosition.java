package dev.ezcdc.envelope;

import org.jspecify.annotations.Nullable;

/**
 * A place in PostgreSQL's stream of committed changes.
 *
 * <p>Transactions arrive in the order of their commits, while the LSNs of their rows interleave. So an LSN alone does not
 * order changes: the pair (LSN of the commit before, own LSN) does, which is what {@code source.sequence} holds.
 *
 * @param lastCommitLsn the LSN of the last commit before this change, unsigned; 0 where the connector had seen none yet
 * @param lsn the change's own LSN, unsigned
 */
public record PostgresPosition(long lastCommitLsn, long lsn) implements Position {

    /**
     * From a source's {@code sequence} and {@code lsn}. A sequence of another form than Debezium's counts as none.
     *
     * @param sequence {@code ["24284632","24284688"]} or {@code [null,"24284336"]}
     */
    static PostgresPosition of(@Nullable String sequence, long lsn) {
        return new PostgresPosition(sequence == null ? 0 : lastCommitLsn(sequence), lsn);
    }

    /** The first number of a sequence; 0 if it has none. */
    static long lastCommitLsn(String sequence) {
        int open = sequence.indexOf('"');
        int comma = sequence.indexOf(',');
        if (open < 0 || comma < open) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(sequence, open + 1, comma - 1, 10);
        } catch (NumberFormatException otherForm) {
            return 0;
        }
    }

    @Override
    public int compareTo(Position other) {
        PostgresPosition that = (PostgresPosition) other;
        int byCommit = Long.compareUnsigned(lastCommitLsn, that.lastCommitLsn);
        return byCommit != 0 ? byCommit : Long.compareUnsigned(lsn, that.lsn);
    }

    /** As PostgreSQL writes LSNs: {@code 0/17291D8→0/1729210}. */
    @Override
    public String toString() {
        return lsnText(lastCommitLsn) + "→" + lsnText(lsn);
    }

    private static String lsnText(long lsn) {
        return Long.toHexString(lsn >>> 32).toUpperCase(java.util.Locale.ROOT)
                + "/"
                + Long.toHexString(lsn & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT);
    }
}
