package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.source.MySqlSource;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The source of changes as the connectors of MySQL and MariaDB write it. */
final class MySqlSourceShape implements SourceShape {

    private static final ExpectedBytes ROW = new ExpectedBytes(",\"row\":");
    private static final ExpectedBytes THREAD = new ExpectedBytes(",\"thread\":");
    private static final ExpectedBytes END = new ExpectedBytes(",\"query\":null}");
    /** Of one connector, in messages without a schema; with one there is a single table. */
    private static final int MAX_TABLES = 64;

    /** What the same connector writes of a table. */
    private record Table(String name, ExpectedBytes gtid) {}

    private final MySqlSource like;
    private final ExpectedBytes millis;
    private final ExpectedBytes micros;
    private final ExpectedBytes position;
    private final Table[] tables;

    private MySqlSourceShape(MySqlSource like, Table[] tables) {
        this.like = like;
        this.tables = tables;
        this.millis = SourceShape.millis(like);
        this.micros = new ExpectedBytes(SourceShape.sequence(like) + "null,\"ts_us\":");
        this.position = new ExpectedBytes(",\"file\":" + JsonCursor.quoted(like.file()) + ",\"pos\":");
    }

    static @Nullable MySqlSourceShape like(MySqlSource source, @Nullable MySqlSourceShape known) {
        String name = source.table();
        if (name == null || source.query() != null || !source.extra().isEmpty()) {
            return null;
        }
        Table[] others =
                known != null && known.isFor(source) && known.tables.length < MAX_TABLES ? known.tables : new Table[0];
        Table[] tables = Arrays.copyOf(others, others.length + 1);
        tables[others.length] = new Table(
                name,
                new ExpectedBytes(",\"table\":" + JsonCursor.quoted(name) + ",\"server_id\":" + source.serverId()
                        + ",\"gtid\":"));
        return new MySqlSourceShape(source, tables);
    }

    private boolean isFor(MySqlSource other) {
        return SourceShape.isOfConnector(like, other)
                && like.serverId() == other.serverId()
                && like.file().equals(other.file())
                && Arrays.stream(tables).noneMatch(table -> table.name.equals(other.table()));
    }

    @Override
    public MySqlSource read(ByteCursor cursor) {
        cursor.expect(millis);
        cursor.skipInteger(13);
        cursor.expect(micros);
        cursor.skipInteger(16);
        cursor.expect(NANOS);
        long nanos = cursor.nanos();
        String table = table(cursor);
        String gtid = cursor.skipNull() ? null : cursor.string();
        cursor.expect(position);
        long pos = cursor.integer();
        cursor.expect(ROW);
        long row = cursor.integer();
        if (row != (int) row) {
            cursor.fail();
        }
        cursor.expect(THREAD);
        Long thread = cursor.skipNull() ? null : (Long) cursor.integer();
        cursor.expect(END);
        return new MySqlSource(
                like.info(),
                SourceShape.instant(nanos),
                table,
                like.serverId(),
                gtid,
                like.file(),
                pos,
                (int) row,
                thread,
                null,
                Row.EMPTY);
    }

    private String table(ByteCursor cursor) {
        for (Table table : tables) {
            if (cursor.skip(table.gtid)) {
                return table.name;
            }
        }
        cursor.fail();
        return Objects.requireNonNull(tables[0]).name;
    }
}
