package dev.ezcdc.envelope.json;

/**
 * How an {@link EnvelopeDecoder} is set up. Immutable.
 *
 * @param unavailableValuePlaceholder the connector's {@code unavailable.value.placeholder}, as it is configured there: a
 *     text, or {@code hex:} and the bytes in hexadecimal
 */
public record DecoderOptions(String unavailableValuePlaceholder) {

    /** What Debezium writes unless it is told otherwise. */
    public static final DecoderOptions DEFAULTS = new DecoderOptions("__debezium_unavailable_value");

    /** These options with another placeholder. */
    public DecoderOptions withUnavailableValuePlaceholder(String placeholder) {
        return new DecoderOptions(placeholder);
    }
}
