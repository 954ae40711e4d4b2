package dev.ezcdc.connect;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's task, with offsets from a {@link SafeOffsetTracker}. Confined to the thread with which the worker polls.
 */
public final class SafeOffsetsPostgresTask extends PostgresConnectorTask {

    private SafeOffsetTracker tracker = createTracker();

    /** Called again after a retriable error: Debezium then restarts the same task from the stored offset. */
    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        tracker = createTracker();
        return super.start(config);
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        return super.doPoll().stream().map(tracker::adjustOffset).toList();
    }

    private SafeOffsetTracker createTracker() {
        return new SafeOffsetTracker(partition -> context.offsetStorageReader().offset(partition));
    }
}
