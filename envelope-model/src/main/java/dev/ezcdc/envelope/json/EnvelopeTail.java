package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Row;
import dev.ezcdc.envelope.Source;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows the source in every envelope: transaction, op and times; and the change that comes of it. */
final class EnvelopeTail {

    static final Literal BEFORE = new Literal("{\"before\":");
    static final Literal AFTER = new Literal(",\"after\":");
    static final Literal SOURCE = new Literal(",\"source\":");
    private static final Literal NO_TRANSACTION = new Literal(",\"transaction\":null,\"op\":\"");
    private static final Literal TRANSACTION = new Literal(",\"transaction\":{\"id\":");
    private static final Literal TOTAL_ORDER = new Literal(",\"total_order\":");
    private static final Literal DATA_COLLECTION_ORDER = new Literal(",\"data_collection_order\":");
    private static final Literal OP = new Literal("},\"op\":\"");
    private static final Literal MILLIS = new Literal("\",\"ts_ms\":");
    private static final Literal MICROS = new Literal(",\"ts_us\":");
    private static final Literal NANOS = new Literal(",\"ts_ns\":");

    private EnvelopeTail() {}

    /** Reads up to the envelope's closing brace; null if this is no change as the general path would have it. */
    static @Nullable CdcRecord read(
            ByteCursor cursor, @Nullable Row key, @Nullable Row before, @Nullable Row after, Source source) {
        TransactionBlock transaction = null;
        if (!cursor.skip(NO_TRANSACTION)) {
            transaction = transaction(cursor);
        }
        byte op = cursor.next();
        cursor.expect(MILLIS);
        cursor.skipInteger(13);
        cursor.expect(MICROS);
        cursor.skipInteger(16);
        cursor.expect(NANOS);
        long nanos = cursor.nanos();
        cursor.expect('}');
        if (cursor.failed()) {
            return null;
        }
        Instant timestamp = SourceShape.instant(nanos);
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

    private static @Nullable TransactionBlock transaction(ByteCursor cursor) {
        cursor.expect(TRANSACTION);
        String id = cursor.string();
        cursor.expect(TOTAL_ORDER);
        long totalOrder = cursor.integer();
        cursor.expect(DATA_COLLECTION_ORDER);
        long dataCollectionOrder = cursor.integer();
        cursor.expect(OP);
        return id == null ? null : new TransactionBlock(id, totalOrder, dataCollectionOrder);
    }
}
