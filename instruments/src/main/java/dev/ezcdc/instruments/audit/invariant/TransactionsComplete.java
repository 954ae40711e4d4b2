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
 * Every transaction's END arrived with the right count, and all of its changes arrived or none. If Debezium was restarted
 * within a transaction, the END may count redelivered changes twice, or only the changes sent since the restart. More events
 * than changes, or a repeated {@code total_order}, show such a restart.
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
        Set<Long> renumbered = new HashSet<>();
        for (ObservedEvent event : evidence.events()) {
            arrived.computeIfAbsent(event.xid(), key -> new HashSet<>()).add(event.change());
            events.merge(event.xid(), 1L, Long::sum);
            TransactionBlock block = event.event().transaction();
            if (block != null
                    && !orders.computeIfAbsent(event.xid(), key -> new HashSet<>())
                            .add(block.totalOrder())) {
                renumbered.add(event.xid());
            }
        }
        Violation violation = Violation.NONE;
        for (WrittenTransaction transaction : evidence.written()) {
            long expected = transaction.changes().size();
            if (!transaction.isCommitted() || expected == 0 || evidence.isCoveredBySnapshot(transaction)) {
                continue;
            }
            long received = arrived.getOrDefault(transaction.xid(), Set.of()).size();
            Set<Long> reported = counts.getOrDefault(transaction.xid(), Set.of());
            if (received != 0 && received != expected) {
                violation = violation.plus("transaction " + transaction.xid() + " arrived in part: " + received + " of "
                        + expected + " changes");
            } else if (received != 0
                    && !isCountPlausible(
                            reported,
                            renumbered.contains(transaction.xid()) ? 1 : expected,
                            events.getOrDefault(transaction.xid(), 0L))) {
                violation = violation.plus("transaction " + transaction.xid() + " has " + expected
                        + " changes, but its END "
                        + (reported.isEmpty() ? "did not arrive" : "counts " + reported));
            }
        }
        return violation;
    }

    private static boolean isCountPlausible(Set<Long> reported, long min, long max) {
        return reported.stream().anyMatch(count -> count >= min && count <= max);
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
