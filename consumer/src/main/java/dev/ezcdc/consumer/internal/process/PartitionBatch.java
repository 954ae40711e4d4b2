package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.envelope.ChangeEvent;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** The records of one partition from one poll, with the progress of their handling. Thread-safe. */
public final class PartitionBatch {

    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final @Nullable ChangeEvent[] changes;
    private final BitSet finished = new BitSet();
    private int next;
    private int passedOn;
    private int inFlight;
    private volatile boolean cancelled;

    /** @param withChanges whether changes are recorded, for {@link #forEachFinishedChange} */
    public PartitionBatch(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, boolean withChanges) {
        this.partition = partition;
        this.records = records;
        this.changes = new ChangeEvent[withChanges ? records.size() : 0];
    }

    public TopicPartition partition() {
        return partition;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Returns whether there is a record that was not dispatched. Confined to the polling thread, like {@link #next}. */
    boolean hasNext() {
        return next < records.size();
    }

    /** Returns the index of the next record to dispatch. */
    int next() {
        return next++;
    }

    /** Marks a record as in flight. Returns false, and does nothing, if the batch is cancelled. */
    synchronized boolean start() {
        if (cancelled) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** Marks a record as no longer in flight and, optionally, as finished. */
    synchronized void end(int index, boolean isFinished) {
        inFlight--;
        if (isFinished) {
            finished.set(index);
        }
        notifyAll();
    }

    /** Takes a record out of flight during its backoff, so that {@link #cancel} does not wait for it. */
    synchronized void release() {
        inFlight--;
        notifyAll();
    }

    /**
     * Marks a record as in flight again after {@link #release}; {@link #end} must follow in any case. Returns false if the
     * batch is cancelled.
     */
    synchronized boolean reacquire() {
        inFlight++;
        return !cancelled;
    }

    /** Marks a record as finished that was never in flight. */
    synchronized void skip(int index) {
        finished.set(index);
    }

    /** Records the change at an index, for {@link #forEachFinishedChange}. */
    synchronized void recordChange(int index, ChangeEvent change) {
        changes[index] = change;
    }

    /**
     * Cancels the batch after its partition was revoked. No further records start, and none counts as finished. Waits for
     * the records in flight, at most for the grace period.
     */
    public synchronized void cancel(long gracePeriodNanos) {
        cancelled = true;
        long deadlineNanos = System.nanoTime() + gracePeriodNanos;
        try {
            for (long left = gracePeriodNanos; inFlight > 0 && left > 0; left = deadlineNanos - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Returns the last record of the contiguous finished ones from the start, or null if there is none or the batch is
     * cancelled.
     */
    public synchronized @Nullable ConsumerRecord<byte[], byte[]> lastFinished() {
        int count = finished.nextClearBit(0);
        return cancelled || count == 0 ? null : records.get(count - 1);
    }

    /** Passes on the changes among the records up to {@link #lastFinished}, in order. Each call continues after the last. */
    public synchronized void forEachFinishedChange(Consumer<ChangeEvent> action) {
        int count = Math.min(finished.nextClearBit(0), changes.length);
        for (; passedOn < count; passedOn++) {
            ChangeEvent change = changes[passedOn];
            if (change != null) {
                action.accept(change);
            }
        }
    }
}
