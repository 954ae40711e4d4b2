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
 * A record as it came that could not be decoded or handled. Immutable but for the bytes, which nobody changes.
 *
 * @param cause {@code malformed}, or {@code handler} if it was the handler that failed
 * @param reason what is wrong, as safe text: field names and messages may hold anything
 * @param attempt how often it was tried so far, replays included
 * @param part {@code key} or {@code value} of a malformed record, else empty
 * @param byteOffset where in that part, from 0; else -1
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> received,
        String cause,
        String reason,
        int attempt,
        String part,
        long byteOffset) {

    static final String PREFIX = "ezcdc.";
    static final String ATTEMPT = PREFIX + "attempt";
    /** On a record that was put back from the dead letters. */
    static final String REPLAYED = PREFIX + "replayed";

    /** Of a record that is none of Debezium's, or not whole. */
    public static DeadLetter malformed(ConsumerRecord<byte[], byte[]> received, MalformedEnvelopeException reason) {
        return new DeadLetter(
                received,
                "malformed",
                Escapes.escape(String.valueOf(reason.getMessage())),
                attemptsBefore(received) + 1,
                reason.part().name().toLowerCase(Locale.ROOT),
                reason.byteOffset());
    }

    /**
     * Of a record that the handler could not take.
     *
     * @param attempts how often it was tried, since it was polled
     */
    public static DeadLetter handlerFailure(ConsumerRecord<byte[], byte[]> received, Exception reason, int attempts) {
        return new DeadLetter(
                received, "handler", Escapes.escape(reason.toString()), attemptsBefore(received) + attempts, "", -1);
    }

    /** Whether a record was put back from the dead letters; redelivery by position doesn't apply to it. */
    public static boolean wasReplayed(ConsumerRecord<?, ?> received) {
        return received.headers().lastHeader(REPLAYED) != null;
    }

    /** Topic, partition and offset, as in {@code cdctest.public.customers-0@17}. */
    public String position() {
        return received.topic() + "-" + received.partition() + "@" + received.offset();
    }

    /** What the letter says about its record, by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("topic", received.topic());
        facts.put("partition", Integer.toString(received.partition()));
        facts.put("offset", Long.toString(received.offset()));
        facts.put("cause", cause);
        facts.put("reason", reason);
        facts.put("attempt", Integer.toString(attempt));
        if (!part.isEmpty()) {
            facts.put("part", part);
            facts.put("byte-offset", Long.toString(byteOffset));
        }
        return facts;
    }

    /** The record's own headers, without those of an earlier letter. */
    RecordHeaders ownHeaders() {
        RecordHeaders own = new RecordHeaders();
        for (Header header : received.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                own.add(header);
            }
        }
        return own;
    }

    private static int attemptsBefore(ConsumerRecord<byte[], byte[]> received) {
        Header attempt = received.headers().lastHeader(ATTEMPT);
        if (attempt == null || attempt.value() == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(new String(attempt.value(), StandardCharsets.UTF_8)));
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
