package dev.ezcdc.envelope.json.internal.record;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TableId;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.SchemaSource;
import dev.ezcdc.envelope.json.TableTypes;
import dev.ezcdc.envelope.json.internal.parse.Framing;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.parse.StructReader;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.parse.ValueReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a change that came without a schema the types of its table: which table it is of is only known once it was read,
 * so its rows are read once more. Learns from those that came with one.
 */
public final class SchemalessTypes {

    private final SchemaSource source;
    private final Placeholder placeholder;
    private final boolean idle;

    public SchemalessTypes(SchemaSource source, Placeholder placeholder) {
        this.source = source;
        this.placeholder = placeholder;
        this.idle = source == SchemaSource.NONE;
    }

    /** The record with the types that are known of its table; the record itself if it has types, or none are known. */
    public CdcRecord complete(CdcRecord record, byte @Nullable [] key, byte @Nullable [] value) {
        Row row = !idle && record instanceof ChangeEvent change ? rowOrNull(change) : null;
        if (row == null || value == null) {
            return record;
        }
        ChangeEvent event = (ChangeEvent) record;
        TableId table = TableId.of(event.source());
        Row keyRow = event.key();
        if (isTyped(row)) {
            source.onSchema(
                    table, new TableTypes(isTyped(keyRow) && keyRow != null ? keyRow.columns() : null, row.columns()));
            return record;
        }
        TableTypes types = source.typesOf(table);
        if (types == null) {
            return record;
        }
        try {
            Row typedKey = key == null || types.key() == null || isTyped(keyRow)
                    ? keyRow
                    : read(key, Part.KEY, struct(types.key(), placeholder.ofRow()));
            Row envelope = read(value, Part.VALUE, cursor -> envelope(cursor, types.row()));
            return RecordMapper.record(
                    RecordKind.CHANGE, typedKey, new Fields(envelope, "payload", SchemalessTypes::misfit));
        } catch (MalformedEnvelopeException typesOfAnotherTime) {
            return record;
        }
    }

    private static @Nullable Row rowOrNull(ChangeEvent event) {
        if (event instanceof Create create) {
            return create.after();
        }
        if (event instanceof Read read) {
            return read.after();
        }
        if (event instanceof Update update) {
            return update.after();
        }
        return event instanceof Delete delete ? delete.before() : null;
    }

    private static boolean isTyped(@Nullable Row row) {
        return row != null
                && row.columns().asList().stream()
                        .anyMatch(column -> column.type().base() != Base.UNTYPED);
    }

    private static Row read(byte[] bytes, Part part, ValueReader reader) {
        try (JsonCursor cursor = new JsonCursor(bytes, Framing.of(bytes, part).payloadStart(), part)) {
            cursor.next();
            if (!(reader.read(cursor) instanceof Row row)) {
                throw cursor.fail("an object");
            }
            return row;
        }
    }

    /** The envelope as without types, but for its two rows. */
    private Row envelope(JsonCursor cursor, Columns columns) {
        List<Column> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        ValueReader other = new UntypedReader(1, Placeholder.NONE);
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            boolean image = (name.equals("before") || name.equals("after")) && !cursor.at(JsonToken.VALUE_NULL);
            ValueReader reader = image ? struct(columns, placeholder.ofRow()) : other;
            names.add(new Column(name, ColumnType.UNTYPED));
            values.add(reader.read(cursor));
        }
        return new Row(new Columns(names), values.toArray());
    }

    private static ValueReader struct(Columns columns, Placeholder placeholder) {
        return new StructReader(columns.asList(), placeholder);
    }

    private static MalformedEnvelopeException misfit(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
