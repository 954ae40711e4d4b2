package dev.ezcdc.consumer.deadletter;

import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A Kafka record that could not be decoded or handled, with the reason. Immutable, except for the bytes of the record,
 * which must not be modified.
 *
 * @param record the original record, unredacted
 * @param reason a message of at most 4,000 characters that is safe to print; it may contain names and values of the row
 * @param attempt the number of attempts so far, from 1, including those before replays
 * @param part {@code key} or {@code value} if that part is malformed, otherwise empty
 * @param byteOffset the position of the error in that part, from 0, or -1
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> record, Cause cause, String reason, int attempt, String part, long byteOffset) {

    /** The reasons for which a record becomes a dead letter. */
    public enum Cause {
        /** The record could not be decoded. */
        MALFORMED("malformed"),
        /** The handler failed until its attempts were exhausted. */
        HANDLER("handler");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        /** Returns the name that files, headers and metrics use: {@code malformed} or {@code handler}. */
        public String text() {
            return text;
        }
    }

    private static final int MAX_REASON_LENGTH = 4_000;

    static final String HEADER_PREFIX = "ezcdc.";
    private static final String CAUSE_HEADER = HEADER_PREFIX + "cause";
    private static final String TOPIC_HEADER = HEADER_PREFIX + "topic";
    static final String ATTEMPT_HEADER = HEADER_PREFIX + "attempt";
    /** Marks a record that was replayed, with the position of the original. */
    static final String REPLAYED_HEADER = HEADER_PREFIX + "replayed";

    /** Creates a dead letter for a record that is not a complete Debezium record. */
    public static DeadLetter malformed(ConsumerRecord<byte[], byte[]> record, MalformedEnvelopeException reason) {
        return new DeadLetter(
                record,
                Cause.MALFORMED,
                shorten(Escapes.escape(String.valueOf(reason.getMessage()))),
                countEarlierAttempts(record) + 1,
                reason.part().name().toLowerCase(Locale.ROOT),
                reason.byteOffset());
    }

    /**
     * Creates a dead letter for a record whose handler failed.
     *
     * @param attempts the number of attempts since the record was polled, from 1
     */
    public static DeadLetter handlerFailure(ConsumerRecord<byte[], byte[]> record, Throwable reason, int attempts) {
        return new DeadLetter(
                record,
                Cause.HANDLER,
                shorten(Escapes.escape(reason.toString())),
                countEarlierAttempts(record) + attempts,
                "",
                -1);
    }

    /** A topic limits the size of a record with its headers, so the reason must not be what exceeds it. */
    private static String shorten(String reason) {
        return reason.length() <= MAX_REASON_LENGTH ? reason : reason.substring(0, MAX_REASON_LENGTH - 1) + "…";
    }

    /** Returns whether a record was replayed from the dead letters. Redelivery by position does not apply to it. */
    public static boolean isReplayed(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(REPLAYED_HEADER) != null;
    }

    /** Returns whether a record of a topic is a stored dead letter, of any group. */
    public static boolean isStored(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(CAUSE_HEADER) != null
                && record.headers().lastHeader(TOPIC_HEADER) != null;
    }

    /** Returns topic, partition and offset, for example {@code cdctest.public.customers-0@17}. */
    public String position() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Returns the fields that describe the record, by the names of their headers without the prefix. */
    Map<String, String> headerFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("topic", record.topic());
        fields.put("partition", Integer.toString(record.partition()));
        fields.put("offset", Long.toString(record.offset()));
        fields.put("cause", cause.text());
        fields.put("reason", reason);
        fields.put("attempt", Integer.toString(attempt));
        if (!part.isEmpty()) {
            fields.put("part", part);
            fields.put("byte-offset", Long.toString(byteOffset));
        }
        return fields;
    }

    /** Returns the record's headers without those that an earlier dead letter or replay added. */
    RecordHeaders originalHeaders() {
        RecordHeaders original = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(HEADER_PREFIX)) {
                original.add(header);
            }
        }
        return original;
    }

    private static int countEarlierAttempts(ConsumerRecord<byte[], byte[]> record) {
        Header attempt = record.headers().lastHeader(ATTEMPT_HEADER);
        if (attempt == null || attempt.value() == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(new String(attempt.value(), StandardCharsets.UTF_8)));
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
