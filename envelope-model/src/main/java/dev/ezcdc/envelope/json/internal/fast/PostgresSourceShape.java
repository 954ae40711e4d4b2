package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.source.PostgresSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The source of changes as PostgreSQL's connector writes it. */
final class PostgresSourceShape implements SourceShape {

    private static final ExpectedBytes SEQUENCE_END = new ExpectedBytes("\\\"]\",\"ts_us\":");
    private static final ExpectedBytes LSN = new ExpectedBytes(",\"lsn\":");
    private static final ExpectedBytes NEXT = new ExpectedBytes("\\\",\\\"");
    private static final ExpectedBytes END = new ExpectedBytes(",\"xmin\":null,\"origin\":null,\"origin_lsn\":null}");

    /** Of one connector, in messages without a schema; with one there is a single table. */
    private static final int MAX_TABLES = 64;

    /** What the same connector writes of a table. */
    private record Table(PostgresSource like, ExpectedBytes txId) {}

    private final PostgresSource like;
    private final ExpectedBytes millis;
    private final ExpectedBytes sequence;
    private final ExpectedBytes firstSequence;
    private final Table[] tables;

    private PostgresSourceShape(PostgresSource like, Table[] tables) {
        this.like = like;
        this.tables = tables;
        this.millis = SourceShape.millis(like);
        String beforeSequence = SourceShape.sequence(like) + "\"[";
        this.sequence = new ExpectedBytes(beforeSequence + "\\\"");
        this.firstSequence = new ExpectedBytes(beforeSequence + "null,\\\"");
    }

    static @Nullable PostgresSourceShape like(PostgresSource postgres, @Nullable PostgresSourceShape known) {
        if (postgres.txId() == null
                || postgres.lsn() == null
                || postgres.xmin() != null
                || postgres.origin() != null
                || postgres.originLsn() != null
                || !postgres.extra().isEmpty()) {
            return null;
        }
        PostgresSource like = postgres.copyForChange(0, 0, 0, 0);
        Table table = new Table(
                like,
                new ExpectedBytes(",\"schema\":" + JsonCursor.quoted(like.schema()) + ",\"table\":"
                        + JsonCursor.quoted(like.table()) + ",\"txId\":"));
        Table[] others =
                known != null && known.isFor(like) && known.tables.length < MAX_TABLES ? known.tables : new Table[0];
        Table[] tables = Arrays.copyOf(others, others.length + 1);
        tables[tables.length - 1] = table;
        return new PostgresSourceShape(like, tables);
    }

    private boolean isFor(PostgresSource other) {
        return SourceShape.isOfConnector(like, other)
                && Arrays.stream(tables).noneMatch(table -> table.like.equals(other));
    }

    @Override
    public PostgresSource read(ByteCursor cursor) {
        cursor.expect(millis);
        cursor.skipInteger(13);
        boolean first = !cursor.skip(sequence);
        long lastCommit = 0;
        if (first) {
            cursor.expect(firstSequence);
        } else {
            lastCommit = cursor.integer();
            cursor.expect(NEXT);
        }
        long sequenceLsn = cursor.integer();
        cursor.expect(SEQUENCE_END);
        cursor.skipInteger(16);
        cursor.expect(NANOS);
        long nanos = cursor.nanos();
        PostgresSource table = table(cursor);
        long transaction = cursor.integer();
        cursor.expect(LSN);
        long lsn = cursor.integer();
        cursor.expect(END);
        if (lsn != sequenceLsn || lsn < 0 || lastCommit < 0) {
            cursor.fail();
        }
        return first
                ? table.copyForFirstChange(nanos, transaction, lsn)
                : table.copyForChange(nanos, lastCommit, transaction, lsn);
    }

    private PostgresSource table(ByteCursor cursor) {
        for (Table table : tables) {
            if (cursor.skip(table.txId)) {
                return table.like;
            }
        }
        cursor.fail();
        return like;
    }
}
