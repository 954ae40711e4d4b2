package dev.ezcdc.envelope.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place in SQL Server's or Db2's log: transactions in the order of their commits, changes in the order in which they
 * were made.
 *
 * @param commitLsn the transaction's commit, in hexadecimal digits of which colons may part groups
 * @param changeLsn the change, likewise
 * @param eventSerialNo the event among those of one change; 0 where the source does not number them
 */
public record LsnPosition(String commitLsn, String changeLsn, long eventSerialNo) implements Position {

    /** A position, or null if one of the two numbers is not there or not of that form. */
    public static @Nullable LsnPosition ofOrNull(
            @Nullable String commitLsn, @Nullable String changeLsn, @Nullable Long eventSerialNo) {
        return commitLsn == null || changeLsn == null || !isNumber(commitLsn) || !isNumber(changeLsn)
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

    private static boolean isNumber(String lsn) {
        return !lsn.isEmpty()
                && lsn.chars().allMatch(c -> c == ':' || c < 0x80 && Character.digit(c, 16) >= 0)
                && !digits(lsn).isEmpty();
    }

    /** Of numbers of any length the longer is the larger, once the zeros before them are gone. */
    private static int compareNumbers(String one, String other) {
        String a = digits(one);
        String b = digits(other);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static String digits(String lsn) {
        String digits = lsn.replace(":", "").toLowerCase(Locale.ROOT);
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }

    /** {@code 00000027:00000758:0005→00000027:00000758:0003#1}. */
    @Override
    public String toString() {
        return commitLsn + "→" + changeLsn + "#" + eventSerialNo;
    }
}
