package dev.ezcdc.envelope.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A position in the log of SQL Server or Db2. Transactions are ordered by their commits, and changes within a
 * transaction by the order in which they were made.
 *
 * @param commitLsn the LSN of the transaction's commit: hexadecimal digits, which colons may separate into groups
 * @param changeLsn the LSN of the change, in the same form
 * @param eventSerialNo the number of the event among those of one change; 0 if the source does not number them
 */
public record LsnPosition(String commitLsn, String changeLsn, long eventSerialNo) implements Position {

    /** Returns a position, or null if one of the two LSNs is null or has another form. */
    public static @Nullable LsnPosition ofOrNull(
            @Nullable String commitLsn, @Nullable String changeLsn, @Nullable Long eventSerialNo) {
        return commitLsn == null || changeLsn == null || !isLsn(commitLsn) || !isLsn(changeLsn)
                ? null
                : new LsnPosition(commitLsn, changeLsn, eventSerialNo == null ? 0 : eventSerialNo);
    }

    @Override
    public int compareTo(Position other) {
        LsnPosition that = (LsnPosition) other;
        int byCommit = compareNumbers(commitLsn, that.commitLsn);
        int byChange = byCommit != 0 ? byCommit : compareNumbers(changeLsn, that.changeLsn);
        return byChange != 0 ? byChange : Long.compare(eventSerialNo, that.eventSerialNo);
    }

    @Override
    public boolean isInSameLog(Position other) {
        return other instanceof LsnPosition;
    }

    private static boolean isLsn(String lsn) {
        return !lsn.isEmpty()
                && lsn.chars().allMatch(c -> c == ':' || c < 0x80 && Character.digit(c, 16) >= 0)
                && !significantDigits(lsn).isEmpty();
    }

    /** Without leading zeros, the longer number is the larger one. */
    private static int compareNumbers(String one, String other) {
        String a = significantDigits(one);
        String b = significantDigits(other);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static String significantDigits(String lsn) {
        String digits = lsn.replace(":", "").toLowerCase(Locale.ROOT);
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }

    /** Returns {@code 00000027:00000758:0005→00000027:00000758:0003#1}. */
    @Override
    public String toString() {
        return commitLsn + "→" + changeLsn + "#" + eventSerialNo;
    }
}
