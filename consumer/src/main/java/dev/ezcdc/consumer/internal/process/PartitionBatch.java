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

/** How far one partition's records of one poll are. Thread-safe. */
public final class PartitionBatch {

    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final @Nullable ChangeEvent[] changes;
    private final BitSet finished = new BitSet();
    private int inHand;
    private boolean cancelled;

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

    /** Takes a record in hand; false if the partition is no longer ours, and so neither is the record. */
    synchronized boolean begin() {
        if (cancelled) {
            return false;
        }
        inHand++;
        return true;
    }

    /** Lays it down again: done, or not. */
    synchronized void end(int index, boolean done) {
        inHand--;
        if (done) {
            finished.set(index);
        }
        notifyAll();
    }

    /** Out of our hands for a while, but not ended. */
    synchronized void layDown() {
        inHand--;
        notifyAll();
    }

    /** After {@link #layDown}; false if the partition is no longer ours. To be ended in either case. */
    synchronized boolean takeUp() {
        inHand++;
        return !cancelled;
    }

    /** Done without ever having been in hand. */
    synchronized void skip(int index) {
        finished.set(index);
    }

    /** The change at an index, for {@link #finishedChanges}. */
    synchronized void isChange(int index, ChangeEvent change) {
        changes[index] = change;
    }

    /** The partition is another's: nothing more is begun, and nothing of it counts. Waits for what is in hand. */
    public synchronized void cancel(long patienceNanos) {
        cancelled = true;
        long end = System.nanoTime() + patienceNanos;
        try {
            for (long left = patienceNanos; inHand > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** The last record up to which all are done; null if there is none, or the partition is another's. */
    public synchronized @Nullable ConsumerRecord<byte[], byte[]> lastFinished() {
        int count = finished.nextClearBit(0);
        return cancelled || count == 0 ? null : records.get(count - 1);
    }

    /** The changes among the records up to {@link #lastFinished}, in order. */
    public synchronized void finishedChanges(Consumer<ChangeEvent> to) {
        int count = Math.min(finished.nextClearBit(0), changes.length);
        for (int i = 0; i < count; i++) {
            ChangeEvent change = changes[i];
            if (change != null) {
                to.accept(change);
            }
        }
    }
}
