package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Every transaction's end arrived, with the right number of changes, and all of these did or none. If Debezium was restarted
 * in the midst of a transaction, its end may count twice what was sent twice, or only what was sent since; that it was restarted
 * there is seen by more events than changes, or by a {@code total_order} that came twice.
 */
public final class TransactionsComplete implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Map<Long, Set<Long>> counts = new HashMap<>();
        for (ConsumedRecord received : evidence.received()) {
            if (received.record() instanceof TransactionMarker marker && marker.eventCount() != null) {
                counts.computeIfAbsent(xid(marker.id()), key -> new HashSet<>()).add(marker.eventCount());
            }
        }
        Map<Long, Set<Object>> arrived = new HashMap<>();
        Map<Long, Long> events = new HashMap<>();
        Map<Long, Set<Long>> orders = new HashMap<>();
        Set<Long> numberedAgain = new HashSet<>();
        for (ObservedEvent told : evidence.events()) {
            arrived.computeIfAbsent(told.xid(), key -> new HashSet<>()).add(told.change());
            events.merge(told.xid(), 1L, Long::sum);
            TransactionBlock place = told.event().transaction();
            if (place != null
                    && !orders.computeIfAbsent(told.xid(), key -> new HashSet<>())
                            .add(place.totalOrder())) {
                numberedAgain.add(told.xid());
            }
        }
        Violation violation = Violation.NONE;
        for (WrittenTransaction transaction : evidence.written()) {
            long expected = transaction.changes().size();
            if (!transaction.isCommitted() || expected == 0 || evidence.isCoveredBySnapshot(transaction)) {
                continue;
            }
            long there = arrived.getOrDefault(transaction.xid(), Set.of()).size();
            Set<Long> said = counts.getOrDefault(transaction.xid(), Set.of());
            if (there != 0 && there != expected) {
                violation = violation.plus("transaction " + transaction.xid() + " arrived in part: " + there + " of "
                        + expected + " changes");
            } else if (there != 0
                    && !isCountPlausible(
                            said,
                            numberedAgain.contains(transaction.xid()) ? 1 : expected,
                            events.getOrDefault(transaction.xid(), 0L))) {
                violation = violation.plus("transaction " + transaction.xid() + " has " + expected
                        + " changes, and its end " + (said.isEmpty() ? "did not arrive" : "counts " + said));
            }
        }
        return violation;
    }

    private static boolean isCountPlausible(Set<Long> said, long least, long most) {
        return said.stream().anyMatch(count -> count >= least && count <= most);
    }

    private static long xid(String id) {
        int colon = id.indexOf(':');
        try {
            return Long.parseLong(colon < 0 ? id : id.substring(0, colon));
        } catch (NumberFormatException otherForm) {
            return -1;
        }
    }
}
