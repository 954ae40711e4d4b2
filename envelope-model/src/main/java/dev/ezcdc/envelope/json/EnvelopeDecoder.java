package dev.ezcdc.envelope.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.fast.FastPath;
import dev.ezcdc.envelope.json.internal.parse.Framing;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.MessageSchema;
import dev.ezcdc.envelope.json.internal.parse.Payload;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.PlaceholderForms;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.parse.SchemaCache;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.parse.ValueReader;
import dev.ezcdc.envelope.json.internal.record.Fields;
import dev.ezcdc.envelope.json.internal.record.FlattenedRows;
import dev.ezcdc.envelope.json.internal.record.ForeignKeys;
import dev.ezcdc.envelope.json.internal.record.ForeignValues;
import dev.ezcdc.envelope.json.internal.record.RecordMapper;
import dev.ezcdc.envelope.json.internal.record.SchemalessTypes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the JSON records that Debezium writes, with Connect's schema in every message or without.
 *
 * <pre>{@code
 * EnvelopeDecoder decoder = EnvelopeDecoder.create();
 * CdcRecord record = decoder.decode(key, value);
 * }</pre>
 *
 * <p>Thread-safe. Create one decoder per program, because it caches the schemas that it reads; the cache is bounded.
 * The results do not refer to the arrays that were decoded, which can be reused immediately.
 */
public final class EnvelopeDecoder {

    private static final long SCHEMA_CACHE_BYTES = 16L << 20;

    private final Placeholder placeholder;
    private final SchemaCache schemas;
    private final SchemalessTypes schemalessTypes;
    private final FastPath fastPath;
    private final boolean hasFlattenedRows;

    private EnvelopeDecoder(Builder builder) {
        this.placeholder = Placeholder.forEnvelope(builder.placeholder);
        this.schemas = new SchemaCache(SCHEMA_CACHE_BYTES, placeholder);
        this.schemalessTypes = new SchemalessTypes(builder.schemaSource, placeholder);
        this.fastPath = new FastPath(placeholder, schemalessTypes);
        this.hasFlattenedRows = builder.hasFlattenedRows;
    }

    /** Returns a decoder for Debezium's default settings. */
    public static EnvelopeDecoder create() {
        return builder().build();
    }

    /** Returns a builder with Debezium's default settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Configures an {@link EnvelopeDecoder}. Not thread-safe. */
    public static final class Builder {

        private PlaceholderForms placeholder = new PlaceholderForms("__debezium_unavailable_value");
        private SchemaSource schemaSource = SchemaSource.NONE;
        private boolean hasFlattenedRows;

        private Builder() {}

        /**
         * Sets the connector's {@code unavailable.value.placeholder}. Default: {@code __debezium_unavailable_value}.
         *
         * @param value the connector's setting: a text, or {@code hex:} followed by bytes in hexadecimal digits
         * @throws IllegalArgumentException if the placeholder is empty, or {@code hex:} is not followed by hexadecimal
         *     digits
         */
        public Builder unavailableValuePlaceholder(String value) {
            PlaceholderForms forms = new PlaceholderForms(value);
            if (forms.isEmpty()) {
                throw new IllegalArgumentException("unavailableValuePlaceholder must not be empty");
            }
            this.placeholder = forms;
            return this;
        }

        /** Sets the source of types for messages without a schema. Default: {@link SchemaSource#NONE}. */
        public Builder schemaSource(SchemaSource source) {
            this.schemaSource = Objects.requireNonNull(source, "schemaSource");
            return this;
        }

        /**
         * Sets whether other objects than Debezium's records are rows that {@code ExtractNewRecordState} flattened. They
         * decode to {@link dev.ezcdc.envelope.FlattenedRow}. Envelopes still decode to changes. Fields with names that
         * begin with two underscores, the default of {@code add.fields.prefix}, count as added by the transform.
         * With another prefix they count as columns; deletes are recognized all the same by {@code __deleted}.
         * Default: false.
         */
        public Builder flattenedRows(boolean enabled) {
            this.hasFlattenedRows = enabled;
            return this;
        }

        /** Returns a new decoder. */
        public EnvelopeDecoder build() {
            return new EnvelopeDecoder(this);
        }
    }

    /**
     * Decodes one Kafka record.
     *
     * @param key the record's key; null if it has none. A key of any form is accepted: see {@link
     *     dev.ezcdc.envelope.ChangeEvent#recordKey}
     * @param value the record's value; null for a tombstone
     * @throws MalformedEnvelopeException if the value is not a valid Debezium record
     */
    public CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        CdcRecord known = decodeFast(key, value);
        return known != null ? known : decodeAndLearn(key, value);
    }

    /**
     * Decodes with the fast path only. Without a {@link SchemaSource}, returns the same result as {@link #decodeGeneral}, or
     * null if it gives up.
     */
    @Nullable
    CdcRecord decodeFast(byte @Nullable [] key, byte @Nullable [] value) {
        return fastPath.tryDecode(key, value);
    }

    /** Decodes with the general path only, which decodes every valid record and rejects all others. */
    CdcRecord decodeGeneral(byte @Nullable [] key, byte @Nullable [] value) {
        return toRecord(toRecordKey(key, keyPayloadOrNull(key)), payload(value, Part.VALUE, UntypedReader.ROW_LEVELS));
    }

    private CdcRecord decodeAndLearn(byte @Nullable [] key, byte @Nullable [] value) {
        Payload keyPayload = keyPayloadOrNull(key);
        Payload payload = payload(value, Part.VALUE, UntypedReader.ROW_LEVELS);
        CdcRecord decoded = toRecord(toRecordKey(key, keyPayload), payload);
        if (keyPayload != null) {
            fastPath.learnKey(keyPayload);
        }
        if (payload == null) {
            return decoded;
        }
        fastPath.learnValue(payload);
        if (payload.schema() == null) {
            return schemalessTypes.complete(decoded, payload.bytes());
        }
        schemalessTypes.learn(decoded);
        return decoded;
    }

    private CdcRecord toRecord(@Nullable Object recordKey, @Nullable Payload payload) {
        if (payload == null || payload.content() == null) {
            return new Tombstone(recordKey);
        }
        if (!(payload.content() instanceof Row row)) {
            throw payload.fail("an envelope, which is an object");
        }
        RecordKind kind = payload.schema() == null
                ? RecordKind.fromFields(recordKey instanceof Row key ? key : null, row)
                : payload.schema().kind();
        if (kind == null && hasFlattenedRows && !ForeignValues.isCloudEvent(row)) {
            return FlattenedRows.toRecord(recordKey, row);
        }
        if (kind == null) {
            throw payload.fail(ForeignValues.describeObject(row));
        }
        return RecordMapper.toRecord(kind, recordKey, new Fields(row, "payload", payload::fail));
    }

    /** Returns null if there is no key, or if another converter than JsonConverter wrote it. */
    private @Nullable Payload keyPayloadOrNull(byte @Nullable [] key) {
        try {
            return payload(key, Part.KEY, 1);
        } catch (MalformedEnvelopeException notJson) {
            return null;
        }
    }

    private static @Nullable Object toRecordKey(byte @Nullable [] key, @Nullable Payload payload) {
        return payload == null ? ForeignKeys.toTextOrBytes(key) : ForeignKeys.comparable(payload.content());
    }

    /** Reads the content of a key or value: a row, whose columns have types if there is a schema. */
    @Nullable
    Payload payload(byte @Nullable [] bytes, Part part, int rowLevels) {
        if (bytes == null) {
            return null;
        }
        String foreign = part == Part.VALUE ? ForeignValues.describeBinary(bytes) : null;
        if (foreign != null) {
            throw new MalformedEnvelopeException(part, 0, foreign, null);
        }
        Framing framing = Framing.locate(bytes, part);
        MessageSchema schema =
                framing.hasSchema() ? schemas.get(bytes, framing.schemaStart(), framing.schemaEnd(), part) : null;
        ValueReader reader = schema == null
                ? new UntypedReader(rowLevels, part == Part.KEY ? placeholder.forRow() : placeholder)
                : schema.reader();
        try (JsonCursor cursor = new JsonCursor(bytes, framing.payloadStart(), framing.payloadEnd(), part)) {
            cursor.next();
            Object content = cursor.isAt(JsonToken.VALUE_NULL) ? null : reader.read(cursor);
            return new Payload(bytes, content, schema, part, framing);
        }
    }
}
