package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadPercentiles;
import dev.ezcdc.loadgen.LoadProgress;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.WrittenChange;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts as the workers write. Thread-safe; memory does not grow. */
final class LoadStats {

    private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Histogram pacing = new ConcurrentHistogram(MAX_NANOS, 3);
    private final Histogram statement = new ConcurrentHistogram(MAX_NANOS, 3);
    private final LongAdder inserted = new LongAdder();
    private final LongAdder updated = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder rolledBack = new LongAdder();
    private final LongAdder truncates = new LongAdder();
    private final LongAdder reconnects = new LongAdder();
    private final LongAdder resolved = new LongAdder();
    private final LongAdder inFlight = new LongAdder();

    void recordPacing(long nanos) {
        pacing.recordValue(clamp(nanos));
    }

    void recordSent() {
        inFlight.increment();
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

    void countError() {
        errors.increment();
    }

    void rolledBack(int changes) {
        rolledBack.add(changes);
    }

    void countTruncate() {
        truncates.increment();
    }

    void countReconnect() {
        reconnects.increment();
    }

    void resolved() {
        resolved.increment();
    }

    long rows() {
        return inserted.sum() + updated.sum() + deleted.sum();
    }

    /** Changes that the plan need not wait for any more, whatever became of them. */
    long completedRows() {
        return rows() + errors.sum() + rolledBack.sum();
    }

    Histogram pacing() {
        return pacing.copy();
    }

    Histogram statement() {
        return statement.copy();
    }

    LoadProgress progress(long totalRows, double seconds) {
        return new LoadProgress(
                rows(),
                errors.sum(),
                totalRows,
                seconds,
                inFlight.sum(),
                statement.getValueAtPercentile(50) / 1e3,
                statement.getValueAtPercentile(99) / 1e3);
    }

    /** To be asked for when the workers have ended, so that the figures agree with each other. */
    LoadSummary summary(long seed, long unsent, long nanos, long busyNanos) {
        return new LoadSummary(
                seed,
                rows(),
                inserted.sum(),
                updated.sum(),
                deleted.sum(),
                statements.sum(),
                errors.sum(),
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

    private static LoadPercentiles percentiles(Histogram nanos) {
        return new LoadPercentiles(
                nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3, nanos.getMaxValue() / 1e3);
    }

    private static long clamp(long nanos) {
        return Math.max(0, Math.min(MAX_NANOS, nanos));
    }
}
