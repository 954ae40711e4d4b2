package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.internal.connect.RecordPoller;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the consumer in its group while records are handled for a long time: Kafka removes members that do not poll. Confined
 * to the polling thread.
 */
public final class KeepAlive {

    private static final long MAX_INTERVAL_MILLIS = 1_000;

    private final Consumer<byte[], byte[]> client;
    private final RecordPoller poller;
    private final long intervalNanos;
    private boolean polling;

    /** @param maxPollIntervalMillis the client's {@code max.poll.interval.ms} */
    public KeepAlive(Consumer<byte[], byte[]> client, RecordPoller poller, long maxPollIntervalMillis) {
        this.client = client;
        this.poller = poller;
        this.intervalNanos =
                TimeUnit.MILLISECONDS.toNanos(Math.max(1, Math.min(MAX_INTERVAL_MILLIS, maxPollIntervalMillis / 3)));
    }

    /** Returns the longest time between two polls. */
    long intervalNanos() {
        return intervalNanos;
    }

    /** Polls without fetching records. Rebalance callbacks run within this call. */
    public void poll(Duration timeout) {
        polling = true;
        client.pause(client.assignment());
        try {
            seekBack(poller.poll(timeout));
        } finally {
            polling = false;
            client.resume(client.assignment());
        }
    }

    /** Pauses partitions that are assigned during such a poll. */
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (polling) {
            client.pause(partitions);
        }
    }

    /** Paused partitions return no records; if one ever does, they are read again. */
    private void seekBack(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<byte[], byte[]> first = records.records(partition).get(0);
            client.seek(partition, first.offset());
        }
    }
}
