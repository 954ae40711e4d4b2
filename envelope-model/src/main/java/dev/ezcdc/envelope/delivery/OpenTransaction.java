package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.delivery.AssembledTransaction.Status;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of one transaction that have arrived so far, and the status that they prove. Not thread-safe. */
final class OpenTransaction {

    private static final String MESSAGE_COLLECTION = "LogicalDecodingMessageId@";

    final String id;
    private final boolean isRest;
    private final TreeMap<Long, ChangeEvent> byOrder = new TreeMap<>();
    /** All changes except proven redeliveries, in the order of arrival. */
    private final List<ChangeEvent> arrived = new ArrayList<>();

    private int begins;
    private @Nullable Instant begin;
    private @Nullable TransactionMarker end;
    private @Nullable String contradiction;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;
    private Instant lastArrival = Instant.MIN;

    /** @param isRest whether an incomplete part of the transaction was returned before */
    OpenTransaction(String id, boolean isRest) {
        this.id = id;
        this.isRest = isRest;
    }

    void add(TransactionMarker marker, Instant now) {
        lastArrival = now;
        include(marker.timestamp());
        if (marker.status() == TransactionMarker.Status.BEGIN) {
            // After the END, a restarted connector writes the whole transaction again, which proves nothing new.
            begins += end == null ? 1 : 0;
            begin = begin == null ? marker.timestamp() : begin;
            return;
        }
        TransactionMarker before = end;
        if (before != null
                && (!Objects.equals(before.eventCount(), marker.eventCount())
                        || !before.dataCollections().equals(marker.dataCollections()))) {
            contradict("two END markers count differently");
        }
        end = marker;
    }

    /** @return whether the change is kept; not if it is a redelivery */
    boolean add(ChangeEvent event, TransactionBlock block, Instant now) {
        lastArrival = now;
        include(event.source().timestamp());
        ChangeEvent before = byOrder.putIfAbsent(block.totalOrder(), event);
        if (before != null) {
            if (isSameChange(before, event)) {
                return false;
            }
            contradict("two changes have the order " + block.totalOrder());
        }
        arrived.add(event);
        return true;
    }

    /** Returns whether two deliveries are proven to be of the same change. */
    private static boolean isSameChange(ChangeEvent one, ChangeEvent other) {
        CanonicalBytes a = new CanonicalBytes();
        CanonicalBytes b = new CanonicalBytes();
        return ChangeIdentity.isUnique(one.source())
                && ChangeIdentity.write(one, a)
                && ChangeIdentity.write(other, b)
                && a.contentEquals(b);
    }

    private void contradict(String reason) {
        if (contradiction == null) {
            contradiction = reason;
        }
    }

    private void include(Instant time) {
        earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
        latest = latest == null || time.isAfter(latest) ? time : latest;
    }

    /** Returns whether a BEGIN marker starts another transaction with the same id. */
    boolean isFollowedBy(TransactionMarker marker) {
        return marker.status() == TransactionMarker.Status.BEGIN
                && end != null
                && !marker.timestamp().equals(begin);
    }

    /** Returns whether a change of that time can be one of this transaction, if a later one has the same id. */
    boolean includes(Instant time) {
        return end == null || latest == null || time.toEpochMilli() <= latest.toEpochMilli();
    }

    FinishedTransaction finished(Status status) {
        return new FinishedTransaction(
                status, earliest == null ? Instant.MIN : earliest, latest == null ? Instant.MAX : latest);
    }

    boolean hasEnd() {
        return end != null;
    }

    /** Returns whether there is neither a change nor an END: MariaDB's connector writes such a BEGIN for each DDL statement. */
    boolean isOnlyBegun() {
        return end == null && arrived.isEmpty();
    }

    int size() {
        return arrived.size();
    }

    Instant lastArrival() {
        return lastArrival;
    }

    boolean isComplete() {
        return missingOrNull() == null && contradictionOrNull() == null;
    }

    AssembledTransaction assemble() {
        String contradiction = contradictionOrNull();
        String missing = missingOrNull();
        Status status =
                contradiction != null ? Status.UNCERTAIN : missing != null ? Status.INCOMPLETE : Status.COMPLETE;
        String detail = contradiction != null ? contradiction : missing != null ? missing : "";
        return new AssembledTransaction(id, inLogOrder(), status, detail, end);
    }

    private @Nullable String missingOrNull() {
        if (isRest) {
            return "a part was returned before";
        }
        TransactionMarker marker = end;
        if (marker == null || marker.eventCount() == null) {
            return "no END marker";
        }
        long count = marker.eventCount();
        return arrived.size() < count ? arrived.size() + " of " + count + " changes arrived" : null;
    }

    /** Returns what makes the counts untrustworthy. */
    private @Nullable String contradictionOrNull() {
        TransactionMarker marker = end;
        if (contradiction != null || marker == null || marker.eventCount() == null) {
            return contradiction;
        }
        long count = marker.eventCount();
        if (begins > 1) {
            return "the connector restarted within the transaction: " + begins + " BEGIN markers";
        }
        if (count == 0) {
            return "END counts no changes: they may be in tables that are not captured, or in a log that the connector"
                    + " cannot read";
        }
        if (!byOrder.isEmpty() && byOrder.lastKey() > count) {
            return "END counts " + count + " changes, but one has the order " + byOrder.lastKey();
        }
        long sum = marker.dataCollections().stream()
                .mapToLong(TransactionMarker.DataCollection::eventCount)
                .sum();
        if (sum != count) {
            return "END counts " + count + " changes, but its tables have " + sum;
        }
        return arrived.size() < count ? null : tableContradictionOrNull(marker);
    }

    private @Nullable String tableContradictionOrNull(TransactionMarker marker) {
        Map<String, Long> counts = new HashMap<>();
        for (TransactionMarker.DataCollection collection : marker.dataCollections()) {
            // Debezium names logical messages by an identity hash, each differently.
            String name = collection.name().contains(MESSAGE_COLLECTION) ? "" : collection.name();
            counts.merge(name, collection.eventCount(), Long::sum);
        }
        for (ChangeEvent event : arrived) {
            String name = event instanceof LogicalMessage ? "" : collectionName(event.source(), counts);
            counts.merge(name, -1L, Long::sum);
        }
        return counts.values().stream().allMatch(rest -> rest == 0)
                ? null
                : "END counts other changes of its tables than arrived: " + counts;
    }

    /** Connectors write {@code schema.table}, {@code db.table} or {@code db.schema.table}. */
    private static String collectionName(Source source, Map<String, Long> known) {
        String table = String.valueOf(source.table());
        String qualified = source.schema() == null ? source.db() + "." + table : source.schema() + "." + table;
        return known.containsKey(qualified) ? qualified : source.db() + "." + qualified;
    }

    /** The order within the transaction if each has one, else the position in the log, else the order of arrival. */
    private List<ChangeEvent> inLogOrder() {
        if (byOrder.size() == arrived.size() && begins <= 1) {
            return List.copyOf(byOrder.values());
        }
        List<ChangeEvent> sorted = new ArrayList<>(arrived);
        Position first = sorted.isEmpty() ? null : sorted.get(0).position();
        boolean comparable = first != null
                && sorted.stream().map(ChangeEvent::position).allMatch(p -> p != null && p.isInSameLog(first));
        if (comparable) {
            sorted.sort(Comparator.comparing(event -> Objects.requireNonNull(event.position())));
        }
        return sorted;
    }

    /**
     * A transaction that was returned.
     *
     * @param earliest the earliest time of its records
     * @param latest the latest time of its records
     */
    record FinishedTransaction(Status status, Instant earliest, Instant latest) {

        /** Returns whether a record of that time belongs to the transaction, and not to a later one with the same id. */
        boolean includes(Instant time) {
            return time.toEpochMilli() >= earliest.toEpochMilli() && time.toEpochMilli() <= latest.toEpochMilli();
        }
    }
}
