package dev.ezcdc.consumer.internal.process;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the consumer in its group while records are handled for a long time: Kafka removes members that do not poll. Confined
 * to the polling thread.
 */
public final class KeepAlive {

    private final Consumer<byte[], byte[]> client;
    private boolean polling;

    public KeepAlive(Consumer<byte[], byte[]> client) {
        this.client = client;
    }

    /** Polls without fetching records. Rebalance callbacks run within this call. */
    void poll(Duration timeout) {
        polling = true;
        client.pause(client.assignment());
        try {
            seekBack(client.poll(timeout));
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
