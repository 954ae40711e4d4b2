package dev.ezcdc.connect;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's task with {@link SafeOffsetTracker}. Not thread-safe: the worker calls it in one thread. */
public final class SafeOffsetsPostgresTask extends PostgresConnectorTask {

    private SafeOffsetTracker tracker = createTracker();

    /** Also called again, in the same task, after an error that a retry may mend: Debezium then goes back to what is stored. */
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
