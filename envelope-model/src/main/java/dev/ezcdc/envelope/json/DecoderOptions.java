package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.json.internal.parse.PlaceholderForms;

/**
 * How an {@link EnvelopeDecoder} is set up. Immutable.
 *
 * @param unavailableValuePlaceholder the connector's {@code unavailable.value.placeholder}, as it is configured there: a
 *     text, or {@code hex:} and the bytes in hexadecimal digits
 * @param schemaSource what knows the types of messages without a schema
 */
public record DecoderOptions(String unavailableValuePlaceholder, SchemaSource schemaSource) {

    /** What Debezium writes unless it is told otherwise; messages without a schema have no types. */
    public static final DecoderOptions DEFAULTS = new DecoderOptions("__debezium_unavailable_value", SchemaSource.NONE);

    /** @throws IllegalArgumentException if what follows {@code hex:} are no hexadecimal digits, or there is no placeholder */
    public DecoderOptions {
        if (new PlaceholderForms(unavailableValuePlaceholder).isEmpty()) {
            throw new IllegalArgumentException("the placeholder of unavailable values is empty");
        }
    }

    /** These options with another placeholder. */
    public DecoderOptions withUnavailableValuePlaceholder(String placeholder) {
        return new DecoderOptions(placeholder, schemaSource);
    }

    /** These options with another source of types. */
    public DecoderOptions withSchemaSource(SchemaSource source) {
        return new DecoderOptions(unavailableValuePlaceholder, source);
    }
}
