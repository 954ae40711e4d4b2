package dev.ezcdc.consumer;

import dev.ezcdc.envelope.CdcRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record with its position in Kafka and the time of its arrival. Immutable, except for the raw bytes, which must
 * not be modified.
 *
 * <p>It refers to the raw bytes of its Kafka record and keeps them in memory; {@link #withoutRawBytes()} does not. If the
 * consumer {@linkplain ChangeConsumer.Builder#redaction redacts columns}, the raw bytes are absent, because they would
 * contain the redacted values.
 */
public final class ConsumedRecord {

    private static final Headers NO_HEADERS = readOnly(new RecordHeaders());

    private final String topic;
    private final int partition;
    private final long offset;
    private final long kafkaTimestampMillis;
    private final long polledAtNanos;
    private final long polledAtMicros;
    private final CdcRecord record;
    private final Headers headers;
    private final byte @Nullable [] rawKey;
    private final byte @Nullable [] rawValue;

    /**
     * Creates a record without headers and raw bytes, for example in a test of a handler.
     *
     * @param kafkaTimestampMillis see {@link #kafkaTimestampMillis()}
     * @param polledAtNanos see {@link #polledAtNanos()}
     * @param polledAtMicros see {@link #polledAtMicros()}
     */
    public ConsumedRecord(
            String topic,
            int partition,
            long offset,
            long kafkaTimestampMillis,
            long polledAtNanos,
            long polledAtMicros,
            CdcRecord record) {
        this(
                topic,
                partition,
                offset,
                kafkaTimestampMillis,
                polledAtNanos,
                polledAtMicros,
                record,
                NO_HEADERS,
                null,
                null);
    }

    private ConsumedRecord(
            String topic,
            int partition,
            long offset,
            long kafkaTimestampMillis,
            long polledAtNanos,
            long polledAtMicros,
            CdcRecord record,
            Headers headers,
            byte @Nullable [] rawKey,
            byte @Nullable [] rawValue) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.kafkaTimestampMillis = kafkaTimestampMillis;
        this.polledAtNanos = polledAtNanos;
        this.polledAtMicros = polledAtMicros;
        this.record = record;
        this.headers = headers;
        this.rawKey = rawKey;
        this.rawValue = rawValue;
    }

    /**
     * Returns a record with the position, headers and raw bytes of a Kafka record. Copies nothing.
     *
     * @param record the decoded form of the Kafka record
     * @param polledAtNanos see {@link #polledAtNanos()}
     * @param polledAtMicros see {@link #polledAtMicros()}
     */
    public static ConsumedRecord of(
            ConsumerRecord<byte[], byte[]> kafkaRecord, CdcRecord record, long polledAtNanos, long polledAtMicros) {
        return new ConsumedRecord(
                kafkaRecord.topic(),
                kafkaRecord.partition(),
                kafkaRecord.offset(),
                kafkaRecord.timestamp(),
                polledAtNanos,
                polledAtMicros,
                record,
                kafkaRecord.headers(),
                kafkaRecord.key(),
                kafkaRecord.value());
    }

    /** Returns the name of the topic. */
    public String topic() {
        return topic;
    }

    /** Returns the number of the partition, from 0. */
    public int partition() {
        return partition;
    }

    /** Returns the offset in the partition. */
    public long offset() {
        return offset;
    }

    /** Returns the Kafka record's timestamp in milliseconds since 1970: when Kafka Connect's producer created it. */
    public long kafkaTimestampMillis() {
        return kafkaTimestampMillis;
    }

    /**
     * Returns when the poll that read this record returned, as {@link System#nanoTime()}, for durations within this process.
     */
    public long polledAtNanos() {
        return polledAtNanos;
    }

    /** Returns the same moment by this machine's wall clock, in microseconds since 1970. */
    public long polledAtMicros() {
        return polledAtMicros;
    }

    /** Returns the decoded record. */
    public CdcRecord record() {
        return record;
    }

    /** Returns the Kafka record's headers. The result is read-only: changing it throws. Headers are not redacted. */
    public Headers headers() {
        return headers == NO_HEADERS ? headers : readOnly(new RecordHeaders(headers));
    }

    /** Returns the raw key, or null if the record has no key or its raw bytes are absent. Not a copy. */
    public byte @Nullable [] rawKey() {
        return rawKey;
    }

    /** Returns the raw value, or null if the record is a tombstone or its raw bytes are absent. Not a copy. */
    public byte @Nullable [] rawValue() {
        return rawValue;
    }

    /** Returns this record without its raw bytes, to save memory when records are kept for a long time. */
    public ConsumedRecord withoutRawBytes() {
        return rawKey == null && rawValue == null ? this : withoutRawBytes(record);
    }

    /** Returns this record with another decoded form, and without raw bytes, which would contradict it. */
    public ConsumedRecord withRecord(CdcRecord newRecord) {
        return withoutRawBytes(newRecord);
    }

    private ConsumedRecord withoutRawBytes(CdcRecord newRecord) {
        return new ConsumedRecord(
                topic,
                partition,
                offset,
                kafkaTimestampMillis,
                polledAtNanos,
                polledAtMicros,
                newRecord,
                headers,
                null,
                null);
    }

    private static Headers readOnly(RecordHeaders headers) {
        headers.setReadOnly();
        return headers;
    }

    /** Returns the position and the decoded record. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset + " " + record;
    }
}
