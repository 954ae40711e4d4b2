package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadPercentiles;
import dev.ezcdc.loadgen.LoadProgress;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.LoadSummary.FailureCount;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counters and latency distributions of a run. Thread-safe; uses a constant amount of memory. */
final class LoadStats {

    private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Histogram pacing = new ConcurrentHistogram(MAX_NANOS, 3);
    private final Histogram statement = new ConcurrentHistogram(MAX_NANOS, 3);
    private final LongAdder inserted = new LongAdder();
    private final LongAdder updated = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder attempted = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder inDoubt = new LongAdder();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final LongAdder rolledBack = new LongAdder();
    private final LongAdder truncates = new LongAdder();
    private final LongAdder reconnects = new LongAdder();
    private final LongAdder resolved = new LongAdder();
    private final LongAdder inFlight = new LongAdder();

    private record Failure(String message, LongAdder count) {}

    void recordPacing(long nanos) {
        pacing.recordValue(clamp(nanos));
    }

    void recordSent(int changes) {
        inFlight.increment();
        attempted.add(changes);
    }

    void recordAnswer(long nanos) {
        inFlight.decrement();
        statements.increment();
        statement.recordValue(clamp(nanos));
    }

    void countCommitted(WrittenChange change) {
        switch (change.operation()) {
            case INSERT -> inserted.increment();
            case UPDATE -> updated.increment();
            case DELETE -> deleted.increment();
        }
    }

    void countSkipped() {
        skipped.increment();
    }

    void countInDoubt() {
        inDoubt.increment();
    }

    void countFailed(SQLException cause) {
        failed.increment();
        String state = SqlErrors.state(cause);
        // Looked up first, because computeIfAbsent() can block and the message is seldom needed.
        Failure failure = failures.get(state);
        if (failure == null) {
            failure = failures.computeIfAbsent(state, key -> new Failure(SqlErrors.describe(cause), new LongAdder()));
        }
        failure.count.increment();
    }

    void countRolledBack(int changes) {
        rolledBack.add(changes);
    }

    void countTruncate() {
        truncates.increment();
    }

    void countReconnect() {
        reconnects.increment();
    }

    void countResolved() {
        resolved.increment();
    }

    long rows() {
        return inserted.sum() + updated.sum() + deleted.sum();
    }

    /** Returns the number of changes with a final outcome. */
    long completedRows() {
        return rows() + skipped.sum() + failed.sum() + inDoubt.sum() + rolledBack.sum();
    }

    Histogram copyPacing() {
        return pacing.copy();
    }

    Histogram copyStatement() {
        return statement.copy();
    }

    LoadProgress progress(long totalRows, double seconds) {
        return new LoadProgress(
                rows(),
                failed.sum() + inDoubt.sum(),
                totalRows,
                seconds,
                inFlight.sum(),
                statement.getValueAtPercentile(50) / 1e3,
                statement.getValueAtPercentile(99) / 1e3);
    }

    /** Returns the summary. The numbers are consistent only after all workers have ended. */
    LoadSummary summary(long seed, long unsent, long nanos, long busyNanos) {
        return new LoadSummary(
                seed,
                rows(),
                inserted.sum(),
                updated.sum(),
                deleted.sum(),
                statements.sum(),
                attempted.sum(),
                skipped.sum(),
                failed.sum(),
                inDoubt.sum(),
                failureCounts(),
                rolledBack.sum(),
                truncates.sum(),
                reconnects.sum(),
                resolved.sum(),
                unsent,
                nanos / 1e9,
                busyNanos == 0 ? 0 : rows() * 1e9 / busyNanos,
                percentiles(pacing),
                percentiles(statement));
    }

    private List<FailureCount> failureCounts() {
        return failures.entrySet().stream()
                .map(entry ->
                        new FailureCount(entry.getKey(), entry.getValue().count.sum(), entry.getValue().message))
                .sorted(Comparator.comparingLong(FailureCount::count).reversed().thenComparing(FailureCount::sqlState))
                .toList();
    }

    private static LoadPercentiles percentiles(Histogram nanos) {
        return new LoadPercentiles(
                nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3, nanos.getMaxValue() / 1e3);
    }

    private static long clamp(long nanos) {
        return Math.max(0, Math.min(MAX_NANOS, nanos));
    }
}
