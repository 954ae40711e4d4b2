package dev.ezcdc.consumer.internal.process;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the membership of the group while records are being worked on for long: Kafka takes a member for dead that doesn't
 * poll. Used by the polling thread alone.
 */
public final class KeepAlive {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean active;

    public KeepAlive(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Waits, polling for no records; rebalances happen within. */
    void poll(Duration wait) {
        active = true;
        consumer.pause(consumer.assignment());
        try {
            putBack(consumer.poll(wait));
        } finally {
            active = false;
            consumer.resume(consumer.assignment());
        }
    }

    /** Partitions that come while records are being worked on have to wait as well. */
    public void assigned(Collection<TopicPartition> partitions) {
        if (active) {
            consumer.pause(partitions);
        }
    }

    /** A paused partition gives none; should one ever, it is read again. */
    private void putBack(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<byte[], byte[]> first = records.records(partition).get(0);
            consumer.seek(partition, first.offset());
        }
    }
}
