package dev.ezcdc.envelope.kafka;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a record's value. Kafka passes a deserializer either the key or the value, so the key is unknown here:
 *
 * <ul>
 *   <li>{@code key()} of every change is null. The rows before and after contain the key's columns.
 *   <li>A tombstone is null, because Kafka does not deserialize missing values.
 *   <li>A heartbeat has no server name. Without a schema it is not recognized and is rejected.
 * </ul>
 *
 * <p>If you need keys or tombstones, consume bytes and call {@link EnvelopeDecoder#decode}.
 *
 * <p>The only setting is {@value #PLACEHOLDER_CONFIG}, with the connector's value. Thread-safe after {@link
 * #configure}.
 */
public final class EnvelopeDeserializer implements Deserializer<CdcRecord> {

    /** The name of the setting for the placeholder of unavailable values. */
    public static final String PLACEHOLDER_CONFIG = "unavailable.value.placeholder";

    private EnvelopeDecoder decoder;

    /** Creates a deserializer for Debezium's default settings. */
    public EnvelopeDeserializer() {
        this(EnvelopeDecoder.create());
    }

    /** Creates a deserializer that uses an existing decoder. */
    public EnvelopeDeserializer(EnvelopeDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new IllegalArgumentException(
                    "EnvelopeDeserializer does not decode keys. Configure it as value.deserializer.");
        }
        if (configs.get(PLACEHOLDER_CONFIG) instanceof String placeholder) {
            decoder = EnvelopeDecoder.builder()
                    .unavailableValuePlaceholder(placeholder)
                    .build();
        }
    }

    /**
     * Decodes a value; null for null.
     *
     * @throws SerializationException if the value is not a valid Debezium record; its cause is a {@link
     *     MalformedEnvelopeException}
     */
    @Override
    public @Nullable CdcRecord deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return decoder.decode(null, value);
        } catch (MalformedEnvelopeException e) {
            throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
        }
    }
}
