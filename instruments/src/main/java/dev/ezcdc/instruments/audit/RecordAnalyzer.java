package dev.ezcdc.instruments.audit;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Computes positions, times and counts from received records. */
final class RecordAnalyzer {

    private static final long INTERVAL_MILLIS = 100;

    private RecordAnalyzer() {}

    /** Returns whether the END of a transaction is among the records. */
    static boolean hasEnd(List<ConsumedRecord> received, long xid) {
        String id = xid + ":";
        return received.stream()
                .anyMatch(record -> record.record() instanceof TransactionMarker marker
                        && marker.status() == TransactionMarker.Status.END
                        && marker.id().startsWith(id));
    }

    /** Returns the highest LSN of a snapshot read, or 0 if there is none. */
    static long snapshotLsn(List<ConsumedRecord> received) {
        long highest = 0;
        for (ConsumedRecord record : received) {
            if (record.record() instanceof Read read
                    && read.source() instanceof PostgresSource source
                    && source.lsn() != null
                    && Long.compareUnsigned(source.lsn(), highest) > 0) {
                highest = source.lsn();
            }
        }
        return highest;
    }

    /** Returns the time from {@code sinceNanos} until the first change that was due later arrived, or -1 if none did. */
    static long recoveryMillis(List<WrittenTransaction> written, List<ConsumedRecord> received, long sinceNanos) {
        Set<Long> laterXids = new HashSet<>();
        for (WrittenTransaction transaction : written) {
            if (transaction.isCommitted() && transaction.dueNanos() >= sinceNanos) {
                laterXids.add(transaction.xid());
            }
        }
        for (ConsumedRecord record : received) {
            if (record.record() instanceof ChangeEvent event
                    && event.source() instanceof PostgresSource source
                    && source.txId() != null
                    && laterXids.contains(source.txId())) {
                return TimeUnit.NANOSECONDS.toMillis(record.polledAtNanos() - sinceNanos);
            }
        }
        return -1;
    }

    /** Returns the changes that PostgreSQL acknowledged, and that the server after a failover does not have. */
    static long lostByDatabase(List<WrittenTransaction> written) {
        return written.stream()
                .filter(transaction -> transaction.outcome() == WrittenTransaction.Outcome.LOST_BY_DATABASE)
                .mapToLong(transaction -> transaction.changes().size())
                .sum();
    }

    /** Returns the longest time without a change, from {@code sinceNanos} to the last change. */
    static long standstillMillis(List<ConsumedRecord> received, long sinceNanos) {
        long longest = 0;
        long last = sinceNanos;
        for (ConsumedRecord record : received) {
            long arrived = record.polledAtNanos();
            if (record.record() instanceof ChangeEvent && arrived > last) {
                longest = Math.max(longest, arrived - last);
                last = arrived;
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    static AuditTimeline timeline(
            List<WrittenTransaction> written,
            List<ConsumedRecord> received,
            long startNanos,
            List<AuditTimeline.Mark> marks) {
        List<Long> committed = new ArrayList<>();
        for (WrittenTransaction transaction : written) {
            if (transaction.isCommitted()) {
                addToInterval(
                        committed,
                        transaction.returnedNanos() - startNanos,
                        transaction.changes().size());
            }
        }
        List<Long> arrived = new ArrayList<>();
        for (ConsumedRecord record : received) {
            if (record.record() instanceof ChangeEvent) {
                addToInterval(arrived, record.polledAtNanos() - startNanos, 1);
            }
        }
        return new AuditTimeline(INTERVAL_MILLIS, committed, arrived, marks);
    }

    private static void addToInterval(List<Long> intervals, long nanos, long number) {
        int at = (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos) / INTERVAL_MILLIS);
        while (intervals.size() <= at) {
            intervals.add(0L);
        }
        intervals.set(at, intervals.get(at) + number);
    }
}
