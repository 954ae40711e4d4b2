package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.source.PostgresSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The source block as the connector for PostgreSQL writes it. */
final class PostgresSourceShape implements SourceShape {

    private static final ExpectedBytes SEQUENCE_END = new ExpectedBytes("\\\"]\",\"ts_us\":");
    private static final ExpectedBytes LSN = new ExpectedBytes(",\"lsn\":");
    private static final ExpectedBytes SEQUENCE_SEPARATOR = new ExpectedBytes("\\\",\\\"");
    private static final ExpectedBytes END = new ExpectedBytes(",\"xmin\":null,\"origin\":null,\"origin_lsn\":null}");

    /** The limit for messages without a schema. With a schema, a shape has only one table. */
    private static final int MAX_TABLES = 64;

    /** A table of the same connector, with the bytes up to its transaction ID. */
    private record Table(PostgresSource template, ExpectedBytes txIdPrefix) {}

    private final PostgresSource template;
    private final ExpectedBytes millisPrefix;
    private final ExpectedBytes sequencePrefix;
    private final ExpectedBytes firstSequencePrefix;
    private final ExpectedBytes nullSnapshotSequencePrefix;
    private final ExpectedBytes nullSnapshotFirstSequencePrefix;
    private final Table[] tables;

    private PostgresSourceShape(PostgresSource template, Table[] tables) {
        this.template = template;
        this.tables = tables;
        this.millisPrefix = SourceShape.millisPrefix(template);
        String beforeSequence = SourceShape.sequencePrefix(template) + "\"[";
        this.sequencePrefix = new ExpectedBytes(beforeSequence + "\\\"");
        this.firstSequencePrefix = new ExpectedBytes(beforeSequence + "null,\\\"");
        String nullBeforeSequence = SourceShape.nullSnapshotSequencePrefix(template) + "\"[";
        this.nullSnapshotSequencePrefix = new ExpectedBytes(nullBeforeSequence + "\\\"");
        this.nullSnapshotFirstSequencePrefix = new ExpectedBytes(nullBeforeSequence + "null,\\\"");
    }

    static @Nullable PostgresSourceShape from(PostgresSource postgres, @Nullable PostgresSourceShape known) {
        if (postgres.txId() == null
                || postgres.lsn() == null
                || postgres.xmin() != null
                || postgres.origin() != null
                || postgres.originLsn() != null
                || !postgres.extra().isEmpty()) {
            return null;
        }
        PostgresSource template = postgres.copyForChange(0, 0, 0, 0);
        Table table = new Table(
                template,
                new ExpectedBytes(",\"schema\":" + JsonCursor.quote(template.schema()) + ",\"table\":"
                        + JsonCursor.quote(template.table()) + ",\"txId\":"));
        Table[] knownTables = known != null && known.canExtendWith(template) && known.tables.length < MAX_TABLES
                ? known.tables
                : new Table[0];
        Table[] tables = Arrays.copyOf(knownTables, knownTables.length + 1);
        tables[tables.length - 1] = table;
        return new PostgresSourceShape(template, tables);
    }

    private boolean canExtendWith(PostgresSource other) {
        return SourceShape.isSameConnector(template, other)
                && Arrays.stream(tables).noneMatch(table -> table.template.equals(other));
    }

    @Override
    public PostgresSource read(ByteCursor cursor) {
        cursor.expect(millisPrefix);
        cursor.skipLong(13);
        boolean first = !cursor.skip(sequencePrefix) && !cursor.skip(nullSnapshotSequencePrefix);
        long lastCommit = 0;
        if (first) {
            if (!cursor.skip(firstSequencePrefix)) {
                cursor.expect(nullSnapshotFirstSequencePrefix);
            }
        } else {
            lastCommit = cursor.readLong();
            cursor.expect(SEQUENCE_SEPARATOR);
        }
        long sequenceLsn = cursor.readLong();
        cursor.expect(SEQUENCE_END);
        cursor.skipLong(16);
        cursor.expect(NANOS);
        long nanos = cursor.readNanos();
        PostgresSource table = matchTable(cursor);
        long transaction = cursor.readLong();
        cursor.expect(LSN);
        long lsn = cursor.readLong();
        cursor.expect(END);
        if (lsn != sequenceLsn || lsn < 0 || lastCommit < 0) {
            cursor.fail();
        }
        return first
                ? table.copyForFirstChange(nanos, transaction, lsn)
                : table.copyForChange(nanos, lastCommit, transaction, lsn);
    }

    private PostgresSource matchTable(ByteCursor cursor) {
        for (Table table : tables) {
            if (cursor.skip(table.txIdPrefix)) {
                return table.template;
            }
        }
        cursor.fail();
        return template;
    }
}
