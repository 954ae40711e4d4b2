package dev.ezcdc.envelope.source;

import org.jspecify.annotations.Nullable;

/**
 * A place in PostgreSQL's stream of committed changes.
 *
 * <p>Transactions arrive in the order of their commits, while the LSNs of their rows interleave. So an LSN alone does not
 * order changes: the pair (LSN of the commit before, own LSN) does, which is what {@code source.sequence} holds.
 *
 * @param lastCommitLsn the LSN of the last commit before this change's transaction, unsigned. Until a connector has seen a
 *     commit, as after each snapshot, it knows none; the change's own LSN then takes its place, which lies between those
 *     of the commits before and after
 * @param lsn the change's own LSN, unsigned
 */
public record PostgresPosition(long lastCommitLsn, long lsn) implements Position {

    /**
     * From a source's {@code sequence} and {@code lsn}. A sequence of another form than Debezium's counts as none.
     *
     * @param sequence {@code ["24284632","24284688"]} or {@code [null,"24284336"]}
     */
    static PostgresPosition of(@Nullable String sequence, long lsn) {
        return new PostgresPosition(sequence == null ? lsn : lastCommitLsn(sequence, lsn), lsn);
    }

    /** The first number of a sequence, if it has one. */
    static long lastCommitLsn(String sequence, long otherwise) {
        int open = sequence.indexOf('"');
        int comma = sequence.indexOf(',');
        if (open < 0 || comma < open + 2) {
            return otherwise;
        }
        try {
            return Long.parseUnsignedLong(sequence, open + 1, comma - 1, 10);
        } catch (NumberFormatException otherForm) {
            return otherwise;
        }
    }

    @Override
    public int compareTo(Position other) {
        PostgresPosition that = (PostgresPosition) other;
        int byCommit = Long.compareUnsigned(lastCommitLsn, that.lastCommitLsn);
        return byCommit != 0 ? byCommit : Long.compareUnsigned(lsn, that.lsn);
    }

    @Override
    public boolean isInSameLog(Position other) {
        return other instanceof PostgresPosition;
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
