package dev.ezcdc.instruments.latency.record;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Records the inserts of a phase, on the load generator's threads, and their arrivals, on the consumer's thread. Thread-safe,
 * but {@link #sent} and {@link #arrivals} may be read only after both have finished.
 */
public final class PhaseRecorder implements LoadListener {
    private final Consumer<String> progress;
    private final Map<Long, Timing> sent = new ConcurrentHashMap<>();
    private final ArrivalLog arrivals = new ArrivalLog();
    private final Set<Long> receivedIds = new HashSet<>();
    private final boolean isBacklog;
    private long notWritten;

    /** @param isBacklog whether the connector is stopped while the rows are written */
    public PhaseRecorder(Consumer<String> progress, boolean isBacklog) {
        this.progress = progress;
        this.isBacklog = isBacklog;
    }

    /** Returns whether the connector was stopped while the rows were written. */
    public boolean isBacklog() {
        return isBacklog;
    }

    @Override
    public void onCommitted(WrittenChange change, Timing timing) {
        sent.put(change.id(), timing);
    }

    @Override
    public synchronized void onFailed(WrittenChange change, Timing timing, SQLException cause) {
        notWritten++;
    }

    @Override
    public synchronized void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {
        notWritten++;
    }

    @Override
    public void onNotice(String message) {
        progress.accept(message);
    }

    /** Records the arrival of a decoded event. */
    public synchronized void recordArrival(ConsumedRecord received) {
        if (!(received.record() instanceof Create create)) {
            return;
        }
        long decoded = System.nanoTime();
        Row key = create.key();
        if (key == null || !(key.get("id") instanceof Number id)) {
            return;
        }
        Instant debezium = create.timestamp();
        arrivals.add(
                id.longValue(),
                micros(create.source().timestamp()),
                debezium == null ? -1 : micros(debezium),
                received.kafkaTimestampMillis(),
                received.polledAtNanos(),
                received.polledAtMicros(),
                decoded);
        receivedIds.add(id.longValue());
    }

    /** Returns the number of distinct rows that have arrived so far. */
    public synchronized int distinctRows() {
        return receivedIds.size();
    }

    /** Adds rows that were due and not sent, because the server was too slow for the rate. */
    public synchronized void addUnsent(long rows) {
        notWritten += rows;
    }

    /** Returns the number of rows that were due and are not known to be committed. */
    public synchronized long notWritten() {
        return notWritten;
    }

    public Map<Long, Timing> sent() {
        return sent;
    }

    public synchronized ArrivalLog arrivals() {
        return arrivals;
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
