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
import dev.ezcdc.envelope.json.internal.record.RecordMapper;
import dev.ezcdc.envelope.json.internal.record.SchemalessTypes;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records that Debezium writes as JSON, with Connect's schema in every message or without.
 *
 * <p>Thread-safe; one decoder is meant to serve a whole program, since it keeps the schemas that it has read (within
 * bounds). What it returns owns its data: the arrays may be reused at once.
 */
public final class EnvelopeDecoder {

    private static final long SCHEMA_CACHE_BYTES = 16L << 20;

    private final Placeholder placeholder;
    private final SchemaCache schemas;
    private final SchemalessTypes schemalessTypes;
    private final FastPath fastPath;

    /** A decoder for Debezium's default settings. */
    public EnvelopeDecoder() {
        this(DecoderOptions.DEFAULTS);
    }

    /** A decoder for a connector that is set up otherwise. */
    public EnvelopeDecoder(DecoderOptions options) {
        this.placeholder = Placeholder.forEnvelope(new PlaceholderForms(options.unavailableValuePlaceholder()));
        this.schemas = new SchemaCache(SCHEMA_CACHE_BYTES, placeholder);
        this.schemalessTypes = new SchemalessTypes(options.schemaSource(), placeholder);
        this.fastPath = new FastPath(placeholder);
    }

    /**
     * Decodes one Kafka record.
     *
     * @param key the record's key: a row's key, and what tells a tombstone or a heartbeat apart
     * @param value the record's value; null for a tombstone
     * @throws MalformedEnvelopeException if the record is not one of Debezium's
     */
    public CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        CdcRecord known = decodeFast(key, value);
        return schemalessTypes.complete(known != null ? known : decodeAndLearn(key, value), key, value);
    }

    /** The fast path alone: the same answer as {@link #decodeGeneral}, or null if it does not know. */
    @Nullable
    CdcRecord decodeFast(byte @Nullable [] key, byte @Nullable [] value) {
        return fastPath.tryDecode(key, value);
    }

    /** The general path alone, which decodes everything and is the only one that rejects. */
    CdcRecord decodeGeneral(byte @Nullable [] key, byte @Nullable [] value) {
        return record(payload(key, Part.KEY, 1), payload(value, Part.VALUE, UntypedReader.ROW_LEVELS));
    }

    private CdcRecord decodeAndLearn(byte @Nullable [] key, byte @Nullable [] value) {
        Payload keyPayload = payload(key, Part.KEY, 1);
        Payload payload = payload(value, Part.VALUE, UntypedReader.ROW_LEVELS);
        CdcRecord decoded = record(keyPayload, payload);
        if (keyPayload != null) {
            fastPath.learnKey(keyPayload);
        }
        if (payload != null) {
            fastPath.learnValue(payload);
        }
        return decoded;
    }

    private static CdcRecord record(@Nullable Payload keyPayload, @Nullable Payload payload) {
        Row key = keyPayload == null ? null : keyRow(keyPayload);
        if (payload == null || payload.content() == null) {
            return tombstone(key);
        }
        if (!(payload.content() instanceof Row row)) {
            throw payload.fail("an envelope, which is an object");
        }
        RecordKind kind = payload.schema() == null
                ? RecordKind.fromFields(key, row)
                : payload.schema().kind();
        if (kind == null) {
            throw payload.fail("an envelope of Debezium's, or one of the records that it writes beside them");
        }
        return RecordMapper.toRecord(kind, key, new Fields(row, "payload", payload::fail));
    }

    private static @Nullable Row keyRow(Payload payload) {
        if (payload.content() != null && !(payload.content() instanceof Row)) {
            throw payload.fail("a key of columns, which is an object");
        }
        return (Row) payload.content();
    }

    private static Tombstone tombstone(@Nullable Row key) {
        if (key == null) {
            throw new MalformedEnvelopeException(Part.KEY, 0, "a key, as there is no value", null);
        }
        return new Tombstone(key);
    }

    /** A part's content: a row, typed if there was a schema. */
    @Nullable
    Payload payload(byte @Nullable [] bytes, Part part, int rowLevels) {
        if (bytes == null) {
            return null;
        }
        Framing framing = Framing.locate(bytes, part);
        MessageSchema schema =
                framing.hasSchema() ? schemas.get(bytes, framing.schemaStart(), framing.schemaEnd(), part) : null;
        ValueReader reader = schema == null
                ? new UntypedReader(rowLevels, part == Part.KEY ? placeholder.forRow() : placeholder)
                : schema.reader();
        try (JsonCursor cursor = new JsonCursor(bytes, framing.payloadStart(), part)) {
            cursor.next();
            Object content = cursor.isAt(JsonToken.VALUE_NULL) ? null : reader.read(cursor);
            return new Payload(bytes, content, schema, part, framing);
        }
    }
}
