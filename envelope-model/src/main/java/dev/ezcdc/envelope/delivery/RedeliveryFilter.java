package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
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
 * Recognizes redelivered changes by their {@link Position}. After a restart, a connector repeats the changes whose
 * delivery it had not recorded. The filter never drops a first delivery: when in doubt, a change counts as new.
 *
 * <pre>
 * position          the change is …
 * none              new: a snapshot read, a logical message, a source without a known order
 * in another log    new
 * higher            new
 * equal             redelivered if a change with the same operation, key and rows was accepted at this position.
 *                   A change without a key is recognized by its number in the transaction; without
 *                   {@code provide.transaction.metadata}, it is new
 * lower             redelivered; a change without a key only in a topic with one partition
 * </pre>
 *
 * <p>Use one filter per partition, and pass it every change of the partition in order. Three restrictions apply:
 *
 * <ul>
 *   <li>Keys must identify rows. They do unless {@code message.key.columns} names columns that are not unique.
 *   <li>A re-created server, whose log starts from the beginning, needs a new filter. If the connector takes a snapshot
 *       of it first, the filter detects that and resets itself.
 *   <li>After a MySQL failover, the GTIDs of one server must have been committed in their order, as replicas do unless
 *       {@code replica_preserve_commit_order} is off.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class RedeliveryFilter {

    private final boolean singlePartition;
    private final Set<List<@Nullable Object>> acceptedAtHighest = new HashSet<>();
    private final Map<String, Long> highestByGtidSource = new HashMap<>();
    /** Fingerprints of the changes that were accepted at the highest position before a restart. */
    private Set<ChangeFingerprint> restored = Set.of();

    private @Nullable Position highest;

    private RedeliveryFilter(boolean singlePartition) {
        this.singlePartition = singlePartition;
    }

    /** Returns a filter for one of a topic's several partitions. Changes without a key can be in any of them. */
    public static RedeliveryFilter forPartition() {
        return new RedeliveryFilter(false);
    }

    /** Returns a filter for a topic that has one partition and never had more. */
    public static RedeliveryFilter forSinglePartitionTopic() {
        return new RedeliveryFilter(true);
    }

    /**
     * Returns the state to keep across a restart, for {@link #restore}. Its text form holds about 290 changes at one
     * position. If there are more, a redelivery of the others after the restart counts as a first delivery.
     */
    public RedeliveryState state() {
        if (highest == null) {
            return RedeliveryState.EMPTY;
        }
        Set<ChangeFingerprint> fingerprints = new HashSet<>(restored);
        for (List<@Nullable Object> identity : acceptedAtHighest) {
            fingerprints.add(ChangeFingerprint.of(identity));
        }
        return new RedeliveryState(highest, Map.copyOf(highestByGtidSource), fingerprints);
    }

    /** Replaces the state of this filter by that of another one. */
    public void restore(RedeliveryState state) {
        reset();
        highest = state.highest();
        highestByGtidSource.putAll(state.gtids());
        restored = state.fingerprints();
    }

    /**
     * Returns true for the first delivery of a change, and remembers it; returns false for a redelivery. Call it once
     * per record.
     */
    public boolean accept(ChangeEvent event) {
        if (isNonIncrementalSnapshot(event)) {
            reset();
            return true;
        }
        Position position = event.position();
        // A message outside a transaction is delivered before changes that were written earlier.
        if (position == null || event instanceof LogicalMessage) {
            return true;
        }
        Position last = highest;
        if (last == null || !position.isInSameLog(last) || isNewTransaction(position)) {
            remember(position, event, true);
            return true;
        }
        int order = position.compareTo(last);
        if (order < 0) {
            return event.key() == null && !singlePartition;
        }
        return remember(position, event, order > 0);
    }

    /** Remembers a change at the highest position. Returns false if it was accepted there before. */
    private boolean remember(Position position, ChangeEvent event, boolean higher) {
        if (higher) {
            highest = position;
            acceptedAtHighest.clear();
            restored = Set.of();
        }
        if (position instanceof MySqlPosition mySql && mySql.gtid() != null) {
            highestByGtidSource.merge(gtidSource(mySql.gtid()), gtidNumber(mySql.gtid()), Math::max);
        }
        List<@Nullable Object> identity = identityOrNull(event);
        if (identity == null) {
            return true;
        }
        boolean added = acceptedAtHighest.add(identity);
        return added && (restored.isEmpty() || !restored.contains(ChangeFingerprint.of(identity)));
    }

    /**
     * Returns values that no two changes at one position share; null if no such values are known. For a row with a key
     * these are the key and both rows. The number in the transaction must not be part of them: a connector that
     * restarts in the middle of a transaction counts from 1 again, so the same change then has another number.
     */
    private static @Nullable List<@Nullable Object> identityOrNull(ChangeEvent event) {
        if (event.key() != null) {
            return Arrays.asList(event.op(), event.key(), event.before(), event.after());
        }
        TransactionBlock transaction = event.transaction();
        return transaction == null
                ? null
                : Arrays.asList(
                        transaction.transactionId(),
                        transaction.totalOrder(),
                        event.op(),
                        event.before(),
                        event.after());
    }

    private static boolean isNonIncrementalSnapshot(ChangeEvent event) {
        return switch (event.source().snapshot()) {
            case FALSE, INCREMENTAL -> false;
            default -> true;
        };
    }

    private void reset() {
        highest = null;
        restored = Set.of();
        acceptedAtHighest.clear();
        highestByGtidSource.clear();
    }

    /** After a failover, the new server's files and offsets are not comparable with the old ones; its GTIDs are. */
    private boolean isNewTransaction(Position position) {
        if (!(position instanceof MySqlPosition mySql) || mySql.gtid() == null) {
            return false;
        }
        Long known = highestByGtidSource.get(gtidSource(mySql.gtid()));
        return known == null || gtidNumber(mySql.gtid()) > known;
    }

    /**
     * Returns the GTID without its number: MySQL writes {@code server:number}, MariaDB {@code domain-server-number}.
     */
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
