package dev.ezcdc.envelope.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A position in PostgreSQL's stream of committed changes.
 *
 * <p>Transactions arrive in the order of their commits, but the LSNs of their rows interleave. An LSN alone therefore
 * does not order changes. The pair of the previous commit's LSN and the change's LSN does; {@code source.sequence}
 * contains it.
 *
 * @param lastCommitLsn the LSN of the last commit before the change's transaction, unsigned. Until the connector reads
 *     its first commit, for example after a snapshot, that LSN is unknown and the LSN of the change replaces it, which
 *     lies between the commits before and after
 * @param lsn the LSN of the change, unsigned
 */
public record PostgresPosition(long lastCommitLsn, long lsn) implements Position {

    /**
     * Returns the position for a source's {@code sequence} and {@code lsn}.
     *
     * @param sequence {@code ["24284632","24284688"]} or {@code [null,"24284336"]}; another form counts as null
     */
    static PostgresPosition of(@Nullable String sequence, long lsn) {
        return new PostgresPosition(sequence == null ? lsn : lastCommitLsn(sequence, lsn), lsn);
    }

    /** Returns the first number of a sequence, or the alternative if it has none. */
    static long lastCommitLsn(String sequence, long alternative) {
        int open = sequence.indexOf('"');
        int comma = sequence.indexOf(',');
        if (open < 0 || comma < open + 2) {
            return alternative;
        }
        try {
            return Long.parseUnsignedLong(sequence, open + 1, comma - 1, 10);
        } catch (NumberFormatException otherForm) {
            return alternative;
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

    /** Returns both LSNs in PostgreSQL's form, {@code 0/17291D8→0/1729210}. */
    @Override
    public String toString() {
        return formatLsn(lastCommitLsn) + "→" + formatLsn(lsn);
    }

    private static String formatLsn(long lsn) {
        return Long.toHexString(lsn >>> 32).toUpperCase(Locale.ROOT)
                + "/"
                + Long.toHexString(lsn & 0xFFFF_FFFFL).toUpperCase(Locale.ROOT);
    }
}
