package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.fast.FieldStep.Kind;
import dev.ezcdc.envelope.source.PostgresSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the source block as the connector for PostgreSQL writes it. */
final class PostgresSourceReader {

    private static final ExpectedBytes SEQUENCE_START = new ExpectedBytes("\"[\\\"");
    private static final ExpectedBytes FIRST_SEQUENCE_START = new ExpectedBytes("\"[null,\\\"");
    private static final ExpectedBytes SEQUENCE_SEPARATOR = new ExpectedBytes("\\\",\\\"");
    private static final ExpectedBytes SEQUENCE_END = new ExpectedBytes("\\\"]\"");

    private static final ExpectedBytes SEQUENCE_END_AND_MICROS = new ExpectedBytes("\\\"]\",\"ts_us\":");
    private static final ExpectedBytes NANOS = new ExpectedBytes(",\"ts_ns\":");
    private static final ExpectedBytes LSN = new ExpectedBytes(",\"lsn\":");

    /** The fields of the connectors for which {@link #readUsual} is written. */
    private static final List<Kind> USUAL_FIELDS = List.of(
            Kind.COARSE_MILLIS,
            Kind.SEQUENCE,
            Kind.COARSE_MICROS,
            Kind.NANOS,
            Kind.TX_ID,
            Kind.LSN,
            Kind.XMIN,
            Kind.ORIGIN,
            Kind.ORIGIN_LSN,
            Kind.END);

    private PostgresSourceReader() {}

    /** Returns whether the fields are those of today's connector. */
    static boolean isUsual(List<Kind> fields) {
        return fields.equals(USUAL_FIELDS);
    }

    /** Reads to the end of the source; null, or a source that is not valid, if the cursor failed. */
    static @Nullable PostgresSource read(ByteCursor cursor, ChangeLayout layout, ConstantRun first) {
        int start = cursor.position();
        PostgresSource usual = layout.hasUsualSource ? readUsual(cursor, layout, first) : null;
        if (usual != null) {
            return usual;
        }
        cursor.moveTo(start);
        return readAny(cursor, layout, first);
    }

    /** Reads the values that most changes have, without a loop over the fields; null if a value is another one. */
    private static @Nullable PostgresSource readUsual(ByteCursor cursor, ChangeLayout layout, ConstantRun first) {
        cursor.skipLong(13);
        ConstantRun beforeSequence = first.findNext(cursor);
        if (beforeSequence == null || !cursor.skip(SEQUENCE_START)) {
            return null;
        }
        long lastCommit = cursor.readLong();
        cursor.expect(SEQUENCE_SEPARATOR);
        long sequenceLsn = cursor.readLong();
        cursor.expect(SEQUENCE_END_AND_MICROS);
        cursor.skipLong(16);
        cursor.expect(NANOS);
        long nanos = cursor.readNanos();
        ConstantRun table = beforeSequence.findNext(cursor);
        if (table == null) {
            return null;
        }
        long txId = cursor.readLong();
        cursor.expect(LSN);
        long lsn = cursor.readLong();
        cursor.expect(layout.nullTail);
        return !cursor.hasFailed()
                        && lsn == sequenceLsn
                        && lsn >= 0
                        && lastCommit >= 0
                        && table.template() instanceof PostgresSource template
                ? template.copyForChange(nanos, lastCommit, txId, lsn, Row.EMPTY)
                : null;
    }

    private static @Nullable PostgresSource readAny(ByteCursor cursor, ChangeLayout layout, ConstantRun first) {
        ConstantRun run = first;
        long nanos = 0;
        boolean hasSequence = false;
        boolean hasLastCommit = false;
        long lastCommit = 0;
        long sequenceLsn = 0;
        boolean hasTxId = false;
        long txId = 0;
        boolean hasLsn = false;
        long lsn = 0;
        Long xmin = null;
        String origin = null;
        Long originLsn = null;
        @Nullable Object[] extra = null;
        int extraCount = 0;
        FieldStep[] steps = layout.source;
        for (int i = 0; i < steps.length; i++) {
            FieldStep step = steps[i];
            if (i == layout.nullTailStart && cursor.skip(layout.nullTail)) {
                break;
            }
            if (i > 0) {
                run = step.enter(cursor, run);
                if (run == null) {
                    cursor.fail();
                    return null;
                }
            }
            switch (step.kind()) {
                case COARSE_MILLIS -> cursor.skipLong(13);
                case COARSE_MICROS -> cursor.skipLong(16);
                case NANOS -> nanos = cursor.readNanos();
                case MICROS -> nanos = FieldStep.readNanos(cursor, 1_000);
                case MILLIS -> nanos = FieldStep.readNanos(cursor, 1_000_000);
                case SEQUENCE -> {
                    if (cursor.skip(SEQUENCE_START)) {
                        hasLastCommit = true;
                        lastCommit = cursor.readLong();
                        cursor.expect(SEQUENCE_SEPARATOR);
                        hasSequence = true;
                    } else {
                        hasSequence = cursor.skip(FIRST_SEQUENCE_START);
                    }
                    if (hasSequence) {
                        sequenceLsn = cursor.readLong();
                        cursor.expect(SEQUENCE_END);
                    } else if (!cursor.skipNull()) {
                        cursor.fail();
                    }
                }
                case TX_ID -> {
                    hasTxId = !cursor.skipNull();
                    txId = hasTxId ? cursor.readLong() : 0;
                }
                case LSN -> {
                    hasLsn = !cursor.skipNull();
                    lsn = hasLsn ? cursor.readLong() : 0;
                }
                case XMIN -> xmin = cursor.skipNull() ? null : (Long) cursor.readLong();
                case ORIGIN -> origin = cursor.skipNull() ? null : cursor.readString();
                case ORIGIN_LSN -> originLsn = cursor.skipNull() ? null : (Long) cursor.readLong();
                case EXTRA -> {
                    extra = extra == null ? new Object[layout.sourceExtra.size()] : extra;
                    extra[extraCount++] = step.readExtra(cursor);
                }
                case END -> {}
                default -> cursor.fail();
            }
        }
        if (cursor.hasFailed() || !(run.template() instanceof PostgresSource template)) {
            cursor.fail();
            return null;
        }
        // Another pair, and unsigned numbers that large, are left to the general path.
        if (hasSequence && hasLsn && lsn != sequenceLsn || lsn < 0 || sequenceLsn < 0 || lastCommit < 0) {
            cursor.fail();
            return null;
        }
        Row more = extra == null ? Row.EMPTY : RowFactory.wrap(layout.sourceExtra, extra);
        if (hasSequence && hasLsn && hasTxId && xmin == null && origin == null && originLsn == null) {
            return hasLastCommit
                    ? template.copyForChange(nanos, lastCommit, txId, lsn, more)
                    : template.copyForFirstChange(nanos, txId, lsn, more);
        }
        String last = hasLastCommit ? "\"" + lastCommit + "\"" : "null";
        return new PostgresSource(
                template.info(),
                FieldStep.toInstant(nanos),
                hasSequence ? "[" + last + ",\"" + sequenceLsn + "\"]" : null,
                template.schema(),
                template.table(),
                hasTxId ? (Long) txId : null,
                hasLsn ? (Long) lsn : null,
                xmin,
                origin,
                originLsn,
                more);
    }
}
