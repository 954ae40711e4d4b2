package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.data.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names values that are not Debezium's JSON.
 *
 * <p>Formats: Confluent's wire format (a zero byte, then 4 bytes of schema ID), Apicurio's (a zero byte, then 8), the header
 * of Avro's object container files, the required attributes of CloudEvents 1.0.
 */
public final class ForeignValues {

    private static final List<String> CLOUD_EVENT_ATTRIBUTES = List.of("id", "source", "specversion", "type");

    private ForeignValues() {}

    /** Returns a description of the expected input if the bytes are a known binary format; otherwise null. */
    public static @Nullable String describeBinary(byte[] value) {
        if (value.length >= 5 && value[0] == 0) {
            return "JSON, found a zero byte and an ID, as schema registries (Confluent, Apicurio) write them. Set"
                    + " value.converter to JsonConverter, or decode the values with the registry's deserializer";
        }
        if (value.length > 3 && value[0] == 'O' && value[1] == 'b' && value[2] == 'j' && value[3] == 1) {
            return "JSON, found an Avro container file. Set value.converter to JsonConverter";
        }
        return null;
    }

    /** Returns whether an object has the required attributes of a CloudEvent. */
    public static boolean isCloudEvent(Row row) {
        return CLOUD_EVENT_ATTRIBUTES.stream().allMatch(row::contains);
    }

    /** Returns a description of the expected input for an object that is not one of Debezium's records. */
    public static String describeObject(Row row) {
        if (isCloudEvent(row)) {
            return "an envelope, found a CloudEvent. Set value.converter to JsonConverter";
        }
        if (FlattenedRows.hasAddedFields(row)) {
            return "an envelope, found a row flattened by ExtractNewRecordState. Decode it with --flattened-rows"
                    + " (in Java flattenedRows(true)), or remove the transform";
        }
        return "a Debezium envelope, heartbeat, notification, schema change or transaction marker. If"
                + " ExtractNewRecordState flattens the rows, use --flattened-rows (in Java flattenedRows(true))";
    }
}
