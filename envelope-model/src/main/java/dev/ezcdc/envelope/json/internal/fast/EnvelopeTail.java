package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the end of an envelope after the source (transaction, op and times) and creates the change event. */
final class EnvelopeTail {

    static final ExpectedBytes BEFORE = new ExpectedBytes("{\"before\":");
    static final ExpectedBytes AFTER = new ExpectedBytes(",\"after\":");
    static final ExpectedBytes SOURCE = new ExpectedBytes(",\"source\":");
    private static final ExpectedBytes NO_TRANSACTION = new ExpectedBytes(",\"transaction\":null,\"op\":\"");
    private static final ExpectedBytes TRANSACTION = new ExpectedBytes(",\"transaction\":{\"id\":");
    private static final ExpectedBytes TOTAL_ORDER = new ExpectedBytes(",\"total_order\":");
    private static final ExpectedBytes DATA_COLLECTION_ORDER = new ExpectedBytes(",\"data_collection_order\":");
    private static final ExpectedBytes OP = new ExpectedBytes("},\"op\":\"");
    private static final ExpectedBytes MILLIS = new ExpectedBytes("\",\"ts_ms\":");
    private static final ExpectedBytes MICROS = new ExpectedBytes(",\"ts_us\":");
    private static final ExpectedBytes NANOS = new ExpectedBytes(",\"ts_ns\":");

    private EnvelopeTail() {}

    /** Reads up to the closing brace of the envelope; null if the cursor failed or the images do not match the op. */
    static @Nullable CdcRecord read(
            ByteCursor cursor, @Nullable Row key, @Nullable Row before, @Nullable Row after, Source source) {
        TransactionBlock transaction = null;
        if (!cursor.skip(NO_TRANSACTION)) {
            transaction = readTransaction(cursor);
        }
        byte op = cursor.next();
        cursor.expect(MILLIS);
        cursor.skipLong(13);
        cursor.expect(MICROS);
        cursor.skipLong(16);
        cursor.expect(NANOS);
        long nanos = cursor.readNanos();
        cursor.expect('}');
        if (cursor.hasFailed()) {
            return null;
        }
        Instant timestamp = SourceShape.toInstant(nanos);
        switch (op) {
            case 'c':
                return after == null ? null : new Create(key, after, source, timestamp, transaction, Row.EMPTY);
            case 'r':
                return after == null ? null : new Read(key, after, source, timestamp, transaction, Row.EMPTY);
            case 'u':
                return after == null ? null : new Update(key, before, after, source, timestamp, transaction, Row.EMPTY);
            case 'd':
                return after != null ? null : new Delete(key, before, source, timestamp, transaction, Row.EMPTY);
            case 't':
                return before != null || after != null ? null : new Truncate(source, timestamp, transaction, Row.EMPTY);
            default:
                return null;
        }
    }

    private static @Nullable TransactionBlock readTransaction(ByteCursor cursor) {
        cursor.expect(TRANSACTION);
        String id = cursor.readString();
        cursor.expect(TOTAL_ORDER);
        long totalOrder = cursor.readLong();
        cursor.expect(DATA_COLLECTION_ORDER);
        long dataCollectionOrder = cursor.readLong();
        cursor.expect(OP);
        return id == null ? null : new TransactionBlock(id, totalOrder, dataCollectionOrder);
    }
}
