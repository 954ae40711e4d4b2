package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.source.MySqlSource;
import org.jspecify.annotations.Nullable;

/** Reads the source block as the connectors for MySQL and MariaDB write it. */
final class MySqlSourceReader {

    private MySqlSourceReader() {}

    /** Reads to the end of the source; null, or a source that is not valid, if the cursor failed. */
    static @Nullable MySqlSource read(ByteCursor cursor, ChangeLayout layout, ConstantRun first) {
        ConstantRun run = first;
        long nanos = 0;
        String gtid = null;
        long pos = 0;
        long row = 0;
        Long thread = null;
        String query = null;
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
                case GTID -> gtid = cursor.skipNull() ? null : cursor.readString();
                case POS -> pos = cursor.readLong();
                case ROW -> row = cursor.readLong();
                case THREAD -> thread = cursor.skipNull() ? null : (Long) cursor.readLong();
                case QUERY -> query = cursor.skipNull() ? null : cursor.readString();
                case EXTRA -> {
                    extra = extra == null ? new Object[layout.sourceExtra.size()] : extra;
                    extra[extraCount++] = step.readExtra(cursor);
                }
                case END -> {}
                default -> cursor.fail();
            }
        }
        if (cursor.hasFailed() || row != (int) row || !(run.template() instanceof MySqlSource template)) {
            cursor.fail();
            return null;
        }
        return new MySqlSource(
                template.info(),
                FieldStep.toInstant(nanos),
                template.table(),
                template.serverId(),
                gtid,
                template.file(),
                pos,
                (int) row,
                thread,
                query,
                extra == null ? Row.EMPTY : RowFactory.wrap(layout.sourceExtra, extra));
    }
}
