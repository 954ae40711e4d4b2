package dev.ezcdc.connect;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.base.DefaultQueueProvider;
import io.debezium.connector.base.QueueProviderService;
import io.debezium.connector.base.QueueProviderServiceProvider;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.service.spi.ServiceRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's task, with offsets from a {@link SafeOffsetTracker}. A poll waits in a {@link WakingQueue} and returns all
 * records that wait: Debezium's own returns after {@code max.batch.size} records, and waits for as many. With
 * exactly-once delivery Kafka Connect commits a transaction for each poll, so transactions grow with the load, and a
 * single change is committed immediately. Confined to the thread with which the worker polls.
 */
public final class SafeOffsetsPostgresTask extends PostgresConnectorTask {

    private static final int MAX_RECORDS = 2_048;
    private static final Duration FAILOVER_TIMEOUT = Duration.ofSeconds(30);
    /** After this time without a change the worker gets control, to stop the task or to commit offsets. */
    private static final long MAX_WAIT_MILLIS = 100;

    private SafeOffsetTracker tracker = createTracker();
    /** Null if the connector's configuration names another queue.provider.type than the default. */
    private @Nullable WakingQueue queue;

    private int batchSize = 1;

    /** Called again after a retriable error: Debezium then restarts the same task from the stored offset. */
    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        tracker = createTracker();
        queue = null;
        batchSize = config.getInteger(CommonConnectorConfig.MAX_BATCH_SIZE);
        return super.start(Configuration.from(PrimaryFinder.resolve(config.asMap(), FAILOVER_TIMEOUT)));
    }

    @Override
    protected void registerServiceProviders(ServiceRegistry registry) {
        super.registerServiceProviders(registry);
        registry.registerServiceProvider(new QueueProviderServiceProvider() {
            @Override
            public QueueProviderService createService(Configuration config, ServiceRegistry serviceRegistry) {
                QueueProviderService service = super.createService(config, serviceRegistry);
                if (service.getQueueProvider().getClass() != DefaultQueueProvider.class) {
                    return service;
                }
                queue = new WakingQueue();
                queue.configure(config.asMap());
                return new QueueProviderService(queue);
            }
        });
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        boolean failed =
                getErrorHandler().map(ErrorHandler::getProducerThrowable).isPresent();
        if (queue != null && !failed && !queue.awaitEvent(MAX_WAIT_MILLIS)) {
            return List.of();
        }
        List<SourceRecord> records = new ArrayList<>();
        addBatch(records);
        // As long as a whole batch waits, Debezium's poll does not wait.
        int waiting = records.isEmpty() || queue == null ? 0 : queue.size();
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
