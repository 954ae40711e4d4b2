package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.source.MySqlSource;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The source block as the connectors for MySQL and MariaDB write it. */
final class MySqlSourceShape implements SourceShape {

    private static final ExpectedBytes ROW = new ExpectedBytes(",\"row\":");
    private static final ExpectedBytes THREAD = new ExpectedBytes(",\"thread\":");
    private static final ExpectedBytes END = new ExpectedBytes(",\"query\":null}");
    /** The limit for messages without a schema. With a schema, a shape has only one table. */
    private static final int MAX_TABLES = 64;

    /** A table of the same connector, with the bytes up to its GTID. */
    private record Table(String name, ExpectedBytes gtidPrefix) {}

    private final MySqlSource template;
    private final ExpectedBytes millisPrefix;
    private final ExpectedBytes microsPrefix;
    private final ExpectedBytes nullSnapshotMicrosPrefix;
    private final ExpectedBytes positionPrefix;
    private final Table[] tables;

    private MySqlSourceShape(MySqlSource template, Table[] tables) {
        this.template = template;
        this.tables = tables;
        this.millisPrefix = SourceShape.millisPrefix(template);
        this.microsPrefix = new ExpectedBytes(SourceShape.sequencePrefix(template) + "null,\"ts_us\":");
        this.nullSnapshotMicrosPrefix =
                new ExpectedBytes(SourceShape.nullSnapshotSequencePrefix(template) + "null,\"ts_us\":");
        this.positionPrefix = new ExpectedBytes(",\"file\":" + JsonCursor.quote(template.file()) + ",\"pos\":");
    }

    static @Nullable MySqlSourceShape from(MySqlSource source, @Nullable MySqlSourceShape known) {
        String name = source.table();
        if (name == null || source.query() != null || !source.extra().isEmpty()) {
            return null;
        }
        Table[] knownTables = known != null && known.canExtendWith(source) && known.tables.length < MAX_TABLES
                ? known.tables
                : new Table[0];
        Table[] tables = Arrays.copyOf(knownTables, knownTables.length + 1);
        tables[knownTables.length] = new Table(
                name,
                new ExpectedBytes(
                        ",\"table\":" + JsonCursor.quote(name) + ",\"server_id\":" + source.serverId() + ",\"gtid\":"));
        return new MySqlSourceShape(source, tables);
    }

    private boolean canExtendWith(MySqlSource other) {
        return SourceShape.isSameConnector(template, other)
                && template.serverId() == other.serverId()
                && template.file().equals(other.file())
                && Arrays.stream(tables).noneMatch(table -> table.name.equals(other.table()));
    }

    @Override
    public MySqlSource read(ByteCursor cursor) {
        cursor.expect(millisPrefix);
        cursor.skipLong(13);
        if (!cursor.skip(microsPrefix)) {
            cursor.expect(nullSnapshotMicrosPrefix);
        }
        cursor.skipLong(16);
        cursor.expect(NANOS);
        long nanos = cursor.readNanos();
        String table = matchTable(cursor);
        String gtid = cursor.skipNull() ? null : cursor.readString();
        cursor.expect(positionPrefix);
        long pos = cursor.readLong();
        cursor.expect(ROW);
        long row = cursor.readLong();
        if (row != (int) row) {
            cursor.fail();
        }
        cursor.expect(THREAD);
        Long thread = cursor.skipNull() ? null : (Long) cursor.readLong();
        cursor.expect(END);
        return new MySqlSource(
                template.info(),
                SourceShape.toInstant(nanos),
                table,
                template.serverId(),
                gtid,
                template.file(),
                pos,
                (int) row,
                thread,
                null,
                Row.EMPTY);
    }

    private String matchTable(ByteCursor cursor) {
        for (Table table : tables) {
            if (cursor.skip(table.gtidPrefix)) {
                return table.name;
            }
        }
        cursor.fail();
        return Objects.requireNonNull(tables[0]).name;
    }
}
