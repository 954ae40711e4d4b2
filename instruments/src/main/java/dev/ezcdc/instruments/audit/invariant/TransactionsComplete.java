package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Every transaction's END arrived with the right count, and all of its changes arrived or none.
 *
 * <p>If Debezium was restarted within a transaction, it can begin it again: a second BEGIN arrives, and the END counts
 * redelivered changes twice, or only the changes sent since the restart. That may be none.
 */
public final class TransactionsComplete implements Invariant {

    @Override
    public Violation check(Evidence evidence) {
        Map<Long, Set<Long>> counts = new HashMap<>();
        Map<Long, Set<String>> begins = new HashMap<>();
        for (ConsumedRecord received : evidence.received()) {
            if (received.record() instanceof TransactionMarker marker) {
                long xid = xid(marker.id());
                if (marker.status() == TransactionMarker.Status.BEGIN) {
                    // A record that was consumed twice is one BEGIN.
                    begins.computeIfAbsent(xid, key -> new HashSet<>())
                            .add(received.partition() + "@" + received.offset());
                } else if (marker.eventCount() != null) {
                    counts.computeIfAbsent(xid, key -> new HashSet<>()).add(marker.eventCount());
                }
            }
        }
        Map<Long, Set<Object>> arrived = new HashMap<>();
        Map<Long, Long> events = new HashMap<>();
        for (ObservedEvent event : evidence.events()) {
            arrived.computeIfAbsent(event.xid(), key -> new HashSet<>()).add(event.change());
            events.merge(event.xid(), 1L, Long::sum);
        }
        Violation violation = Violation.NONE;
        for (WrittenTransaction transaction : evidence.written()) {
            long expected = transaction.changes().size();
            if (!transaction.isCommitted() || expected == 0 || evidence.isCoveredBySnapshot(transaction)) {
                continue;
            }
            long xid = transaction.xid();
            long received = arrived.getOrDefault(xid, Set.of()).size();
            Set<Long> reported = counts.getOrDefault(xid, Set.of());
            int begun = begins.getOrDefault(xid, Set.of()).size();
            if (received != 0 && received != expected) {
                violation = violation.plus(
                        "transaction " + xid + " arrived in part: " + received + " of " + expected + " changes");
            } else if (received != 0
                    && !isCountPlausible(reported, begun > 1 ? 0 : expected, events.getOrDefault(xid, 0L))) {
                violation = violation.plus("transaction " + xid + " has " + expected + " changes, but its END "
                        + (reported.isEmpty() ? "did not arrive" : "counts " + reported) + " (" + begun + " BEGIN)");
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
