package dev.ezcdc.connect;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's task, with offsets from a {@link SafeOffsetTracker}. A poll returns all records that wait: Debezium's own
 * returns after {@code max.batch.size} records, and waits for as many. With exactly-once delivery Kafka Connect commits
 * a transaction for each poll, so transactions grow with the load, and a single change is committed at once. Confined
 * to the thread with which the worker polls.
 */
public final class SafeOffsetsPostgresTask extends PostgresConnectorTask {

    private static final int MAX_RECORDS = 2_048;

    private SafeOffsetTracker tracker = createTracker();
    private @Nullable QueueMetrics queue;
    private int batchSize = 1;

    /** Called again after a retriable error: Debezium then restarts the same task from the stored offset. */
    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        tracker = createTracker();
        queue = new QueueMetrics(config.getString(CommonConnectorConfig.TOPIC_PREFIX));
        batchSize = config.getInteger(CommonConnectorConfig.MAX_BATCH_SIZE);
        return super.start(config);
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        addBatch(records);
        // As long as a whole batch waits, Debezium's poll does not wait.
        int waiting = records.isEmpty() || queue == null ? 0 : queue.countWaiting();
        for (; waiting >= batchSize && records.size() < MAX_RECORDS; waiting -= batchSize) {
            addBatch(records);
        }
        return records;
    }

    private void addBatch(List<SourceRecord> records) throws InterruptedException {
        for (SourceRecord each : super.doPoll()) {
            records.add(tracker.adjustOffset(each));
        }
    }

    private SafeOffsetTracker createTracker() {
        return new SafeOffsetTracker(partition -> context.offsetStorageReader().offset(partition));
    }
}
