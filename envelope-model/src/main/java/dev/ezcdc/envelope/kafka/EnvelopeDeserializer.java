package dev.ezcdc.envelope.kafka;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.json.DecoderOptions;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a record's value. Kafka gives a deserializer either the key or the value, never both, and so this one cannot know
 * what stands in the key:
 *
 * <ul>
 *   <li>{@code key()} of every change is null; before and after hold the key's columns nevertheless,
 *   <li>a tombstone is null, as Kafka does not ask for a value that is not there,
 *   <li>a heartbeat has no server name, and without a schema is not recognised.
 * </ul>
 *
 * <p>Who needs those reads both as bytes and calls {@link EnvelopeDecoder#decode}. Thread-safe once configured. The one
 * setting is {@value #PLACEHOLDER}, as at the connector.
 */
public final class EnvelopeDeserializer implements Deserializer<CdcRecord> {

    /** The setting of the placeholder of unavailable values. */
    public static final String PLACEHOLDER_CONFIG = "unavailable.value.placeholder";

    private EnvelopeDecoder decoder;

    /** For Debezium's default settings, until it is configured otherwise. */
    public EnvelopeDeserializer() {
        this(new EnvelopeDecoder());
    }

    /** With a decoder that is set up already, and perhaps shared. */
    public EnvelopeDeserializer(EnvelopeDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new IllegalArgumentException("EnvelopeDeserializer is for values; a key is not an envelope");
        }
        if (configs.get(PLACEHOLDER_CONFIG) instanceof String placeholder) {
            decoder = new EnvelopeDecoder(DecoderOptions.DEFAULTS.withUnavailableValuePlaceholder(placeholder));
        }
    }

    /** @throws SerializationException if the value is not one of Debezium's; the cause tells where it goes wrong */
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
