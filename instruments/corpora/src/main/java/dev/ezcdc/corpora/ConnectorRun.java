package dev.ezcdc.corpora;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a connector and collects its records. A run can end abruptly: then the stored offset is that of an earlier record than
 * the last one collected, as if the worker had been killed.
 */
final class ConnectorRun implements AutoCloseable {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<SourceRecord> records;
    private final int crashAfter;
    private final int uncommitted;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private int delivered;
    private boolean ended;
    private @Nullable Throwable failure;

    /** Starts a run that ends when it is closed. */
    ConnectorRun(Properties settings, List<SourceRecord> records) {
        this(settings, records, Integer.MAX_VALUE, 0);
    }

    /**
     * Starts a run that crashes.
     *
     * @param records receives the records; guarded by itself
     * @param crashAfter the number of records after which the run crashes
     * @param uncommitted the number of records before the crash whose offsets are not stored
     */
    ConnectorRun(Properties settings, List<SourceRecord> records, int crashAfter, int uncommitted) {
        this.records = records;
        this.crashAfter = crashAfter;
        this.uncommitted = uncommitted;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings)
                .using(OffsetCommitPolicy.always())
                .using((success, message, error) -> end(error))
                .notifying(this::handle)
                .build();
        executor.execute(engine);
    }

    private void handle(
            List<RecordChangeEvent<SourceRecord>> batch, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : batch) {
            if (delivered >= crashAfter) {
                throw new CrashException();
            }
            delivered++;
            synchronized (records) {
                records.add(event.record());
                records.notifyAll();
            }
            if (delivered <= crashAfter - uncommitted) {
                committer.markProcessed(event);
                committer.markBatchFinished();
            }
        }
    }

    private void end(@Nullable Throwable error) {
        synchronized (records) {
            ended = true;
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                if (cause instanceof CrashException) {
                    error = null;
                    break;
                }
            }
            failure = error;
            records.notifyAll();
        }
    }

    /** Waits until a record matches; false if the run crashed before. */
    boolean await(Predicate<SourceRecord> predicate) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        int checked = 0;
        synchronized (records) {
            while (true) {
                for (; checked < records.size(); checked++) {
                    if (predicate.test(records.get(checked))) {
                        return true;
                    }
                }
                if (ended) {
                    if (failure != null) {
                        throw new IllegalStateException("the connector failed", failure);
                    }
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the record did not arrive; " + records.size() + " others did");
                }
                records.wait(200);
            }
        }
    }

    /** Returns whether a record is the last one of the snapshot. */
    static boolean isSnapshotEnd(SourceRecord record) {
        return record.value() instanceof Struct value
                && value.schema().field("source") != null
                && "last".equals(value.getStruct("source").get("snapshot"));
    }

    /** Returns whether a record is a change of the table that marks the end of the changes. */
    static boolean isMarker(SourceRecord record) {
        return record.topic().endsWith(".marker")
                && record.value() instanceof Struct value
                && "c".equals(value.get("op"));
    }

    List<SourceRecord> snapshotOfRecords() {
        synchronized (records) {
            return new ArrayList<>(records);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            engine.close();
        } catch (IllegalStateException alreadyStopped) {
            // A crashed engine cannot be closed a second time.
        }
        executor.shutdown();
        if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IOException("the connector did not stop");
        }
    }

    /** Simulates the death of the worker. */
    private static final class CrashException extends RuntimeException {

        CrashException() {
            super("a crash on purpose");
        }
    }
}
