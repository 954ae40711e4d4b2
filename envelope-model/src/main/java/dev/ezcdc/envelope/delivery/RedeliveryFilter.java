package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Images;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.source.MySqlPosition;
import dev.ezcdc.envelope.source.Position;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes that were delivered before from those that are delivered for the first time, by their {@link Position}.
 * After a restart a connector delivers again what it did not know to be delivered. A first delivery is never taken for a
 * redelivery; where the two cannot be told apart, the change counts as a first one.
 *
 * <pre>
 * position        the change is …
 * none            first: a snapshot's read, a logical message, a source without a known order
 * of another log  first
 * higher          first
 * equal           seen before, if one of the same operation, key and images was; for changes without a key their place
 *                 in the transaction ({@code provide.transaction.metadata}) tells, and without that they count as first
 * lower           seen before; for changes without a key only in a topic of one partition
 * </pre>
 *
 * <p>One filter is for one partition of a topic, whose records it must see in order. Three restrictions: Keys must be the
 * rows' own, as they are unless {@code message.key.columns} names columns that are not unique. And a server that was set up
 * anew, whose log begins from the start, needs a new filter, unless the connector takes a snapshot of it first, which the
 * filter notices. After MySQL's failover the GTIDs of one server must have been committed in their order, as replicas do
 * unless {@code replica_preserve_commit_order} is off. Not thread-safe.
 */
public final class RedeliveryFilter {

    private final boolean onlyPartition;
    private final Set<List<@Nullable Object>> seenAtHighest = new HashSet<>();
    private final Map<String, Long> highestOfGtidSource = new HashMap<>();
    /** Seen at the highest position before a restart. */
    private Set<ChangeFingerprint> restored = Set.of();

    private @Nullable Position highest;

    private RedeliveryFilter(boolean onlyPartition) {
        this.onlyPartition = onlyPartition;
    }

    /** A filter for one of a topic's several partitions. Changes without a key may lie in any of them. */
    public static RedeliveryFilter forPartition() {
        return new RedeliveryFilter(false);
    }

    /** A filter for a topic that has one partition, and never had more. */
    public static RedeliveryFilter forSinglePartitionTopic() {
        return new RedeliveryFilter(true);
    }

    /**
     * What is to be kept across a restart, to be given to {@link #restore}: at most 4,096 characters of ASCII, empty if
     * there is nothing to remember. If more than some 290 changes share one position, those left out count as first ones
     * should they come again after the restart.
     */
    public String state() {
        return highest == null
                ? ""
                : new RedeliveryState(highest, highestOfGtidSource, RedeliveryState.marks(restored, seenAtHighest))
                        .text();
    }

    /** Goes on from the {@link #state()} of another filter; a text of another form counts as none. */
    public void restore(String state) {
        forget();
        RedeliveryState kept = RedeliveryState.fromText(state);
        if (kept != null) {
            highest = kept.highest();
            highestOfGtidSource.putAll(kept.gtids());
            restored = kept.marks();
        }
    }

    /** Whether the change was delivered before. The filter remembers it, so it is to be asked once for each record. */
    public boolean isRedelivery(ChangeEvent event) {
        if (isOfWholeSnapshot(event)) {
            forget();
            return false;
        }
        Position position = event.position();
        // A message outside of any transaction is delivered before the changes that were written before it.
        if (position == null || event instanceof LogicalMessage) {
            return false;
        }
        Position last = highest;
        if (last == null || !position.isInSameLog(last) || isOfNewTransaction(position)) {
            accept(position, event, true);
            return false;
        }
        int order = position.compareTo(last);
        if (order < 0) {
            return event.key() != null || onlyPartition;
        }
        return !accept(position, event, order > 0);
    }

    /** Remembers a change at the highest position; false if it was seen there. */
    private boolean accept(Position position, ChangeEvent event, boolean higher) {
        if (higher) {
            highest = position;
            seenAtHighest.clear();
            restored = Set.of();
        }
        if (position instanceof MySqlPosition mySql && mySql.gtid() != null) {
            highestOfGtidSource.merge(gtidSource(mySql.gtid()), gtidNumber(mySql.gtid()), Math::max);
        }
        List<@Nullable Object> identity = identity(event);
        if (identity == null) {
            return true;
        }
        boolean added = seenAtHighest.add(identity);
        return added && (restored.isEmpty() || !restored.contains(ChangeFingerprint.of(identity)));
    }

    /**
     * What no two changes at one position have in common; null if nothing is sure to tell them apart. For a row with a key
     * that is key and images. Its place in the transaction must not count: a connector that begins again in the midst of
     * one counts anew, and the same change then has another place.
     */
    private static @Nullable List<@Nullable Object> identity(ChangeEvent event) {
        if (event.key() != null) {
            return Arrays.asList(event.op(), event.key(), Images.before(event), Images.after(event));
        }
        TransactionBlock transaction = event.transaction();
        return transaction == null
                ? null
                : Arrays.asList(
                        transaction.transactionId(),
                        transaction.totalOrder(),
                        event.op(),
                        Images.before(event),
                        Images.after(event));
    }

    private static boolean isOfWholeSnapshot(ChangeEvent event) {
        return switch (event.source().snapshot()) {
            case FALSE, INCREMENTAL -> false;
            default -> true;
        };
    }

    private void forget() {
        highest = null;
        restored = Set.of();
        seenAtHighest.clear();
        highestOfGtidSource.clear();
    }

    /** After a failover to another server its log's files and offsets say nothing; the number of its transaction does. */
    private boolean isOfNewTransaction(Position position) {
        if (!(position instanceof MySqlPosition mySql) || mySql.gtid() == null) {
            return false;
        }
        Long known = highestOfGtidSource.get(gtidSource(mySql.gtid()));
        return known == null || gtidNumber(mySql.gtid()) > known;
    }

    /** MySQL's {@code server:number}, MariaDB's {@code domain-server-number}. */
    private static String gtidSource(String gtid) {
        return gtid.substring(0, Math.max(0, numberStart(gtid)));
    }

    private static long gtidNumber(String gtid) {
        try {
            return Long.parseLong(gtid, numberStart(gtid), gtid.length(), 10);
        } catch (NumberFormatException otherForm) {
            return Long.MAX_VALUE;
        }
    }

    private static int numberStart(String gtid) {
        return Math.max(gtid.lastIndexOf(':'), gtid.lastIndexOf('-')) + 1;
    }
}
