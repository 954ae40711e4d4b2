package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.fast.FieldStep.Kind;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the end of an envelope after the source (transaction, op and times) and creates the change event. */
final class EnvelopeTail {

    private static final ExpectedBytes TRANSACTION_ID = new ExpectedBytes("{\"id\":");
    private static final ExpectedBytes TOTAL_ORDER = new ExpectedBytes(",\"total_order\":");
    private static final ExpectedBytes DATA_COLLECTION_ORDER = new ExpectedBytes(",\"data_collection_order\":");
    private static final ExpectedBytes NO_TRANSACTION = new ExpectedBytes(",\"transaction\":null,\"op\":\"");
    private static final ExpectedBytes MILLIS = new ExpectedBytes("\",\"ts_ms\":");
    private static final ExpectedBytes MICROS = new ExpectedBytes(",\"ts_us\":");
    private static final ExpectedBytes NANOS = new ExpectedBytes(",\"ts_ns\":");
    private static final long NO_TIME = Long.MIN_VALUE;

    private static final List<Kind> USUAL_FIELDS =
            List.of(Kind.TRANSACTION, Kind.OP, Kind.COARSE_MILLIS, Kind.COARSE_MICROS, Kind.NANOS, Kind.END);

    private EnvelopeTail() {}

    /** Returns whether the fields after the source are those of today's connectors. */
    static boolean isUsual(List<Kind> fields) {
        return fields.equals(USUAL_FIELDS);
    }

    /** Reads up to the closing brace of the envelope; null if the cursor failed or the images do not match the op. */
    static @Nullable CdcRecord read(
            ByteCursor cursor,
            ChangeLayout layout,
            @Nullable Row key,
            @Nullable Row before,
            @Nullable Row after,
            Source source) {
        if (layout.hasUsualEnvelope && cursor.skip(NO_TRANSACTION)) {
            // Without a loop over the fields, and without a transaction, as most connectors are configured.
            byte op = cursor.next();
            cursor.expect(MILLIS);
            cursor.skipLong(13);
            cursor.expect(MICROS);
            cursor.skipLong(16);
            cursor.expect(NANOS);
            long nanos = cursor.readNanos();
            cursor.expect('}');
            return toChange(cursor, op, key, before, after, source, nanos, null, Row.EMPTY);
        }
        return readAny(cursor, layout, key, before, after, source);
    }

    private static @Nullable CdcRecord readAny(
            ByteCursor cursor,
            ChangeLayout layout,
            @Nullable Row key,
            @Nullable Row before,
            @Nullable Row after,
            Source source) {
        TransactionBlock transaction = null;
        byte op = 0;
        long nanos = NO_TIME;
        @Nullable Object[] extra = null;
        int extraCount = 0;
        for (FieldStep step : layout.envelope) {
            step.enter(cursor);
            switch (step.kind()) {
                case TRANSACTION -> transaction = cursor.skipNull() ? null : readTransaction(cursor);
                case OP -> op = cursor.next();
                case COARSE_MILLIS -> cursor.skipLong(13);
                case COARSE_MICROS -> cursor.skipLong(16);
                case NANOS -> nanos = cursor.readNanos();
                case MICROS -> nanos = FieldStep.readNanos(cursor, 1_000);
                case MILLIS -> nanos = FieldStep.readNanos(cursor, 1_000_000);
                case EXTRA -> {
                    extra = extra == null ? new Object[layout.envelopeExtra.size()] : extra;
                    extra[extraCount++] = step.readExtra(cursor);
                }
                case END -> {}
                default -> cursor.fail();
            }
        }
        Row others = extra == null || cursor.hasFailed() ? Row.EMPTY : RowFactory.wrap(layout.envelopeExtra, extra);
        return toChange(cursor, op, key, before, after, source, nanos, transaction, others);
    }

    /** Returns null if the cursor failed or the images do not match the op. */
    private static @Nullable CdcRecord toChange(
            ByteCursor cursor,
            byte op,
            @Nullable Row key,
            @Nullable Row before,
            @Nullable Row after,
            Source source,
            long nanos,
            @Nullable TransactionBlock transaction,
            Row others) {
        if (cursor.hasFailed()) {
            return null;
        }
        Instant timestamp = nanos == NO_TIME ? null : FieldStep.toInstant(nanos);
        return switch (op) {
            case 'c' -> after == null ? null : new Create(key, after, source, timestamp, transaction, others);
            case 'r' -> after == null ? null : new Read(key, after, source, timestamp, transaction, others);
            case 'u' -> after == null ? null : new Update(key, before, after, source, timestamp, transaction, others);
            case 'd' -> after != null ? null : new Delete(key, before, source, timestamp, transaction, others);
            case 't' -> before != null || after != null ? null : new Truncate(source, timestamp, transaction, others);
            default -> null;
        };
    }

    private static @Nullable TransactionBlock readTransaction(ByteCursor cursor) {
        cursor.expect(TRANSACTION_ID);
        String id = cursor.readString();
        cursor.expect(TOTAL_ORDER);
        long totalOrder = cursor.readLong();
        cursor.expect(DATA_COLLECTION_ORDER);
        long dataCollectionOrder = cursor.readLong();
        cursor.expect('}');
        if (id == null) {
            cursor.fail();
            return null;
        }
        return new TransactionBlock(id, totalOrder, dataCollectionOrder);
    }
}
