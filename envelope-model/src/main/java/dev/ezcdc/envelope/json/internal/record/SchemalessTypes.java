package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TableId;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.SchemaSource;
import dev.ezcdc.envelope.json.TableTypes;
import dev.ezcdc.envelope.json.internal.parse.Framing;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.parse.StructReader;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.parse.ValueReader;
import dev.ezcdc.envelope.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies the types of a table to changes without a schema. The table is known only after a change was decoded, so its rows
 * are then read again. Passes the types of changes with a schema to the {@link SchemaSource}. Thread-safe.
 *
 * <p>A key without a schema stays untyped, because a tombstone names no table, and its key must equal that of the delete
 * before it.
 */
public final class SchemalessTypes {

    private final SchemaSource source;
    private final Placeholder placeholder;
    private final boolean isDisabled;

    public SchemalessTypes(SchemaSource source, Placeholder placeholder) {
        this.source = source;
        this.placeholder = placeholder;
        this.isDisabled = source == SchemaSource.NONE;
    }

    /** Returns whether there is no source, so no types are ever known. */
    public boolean isDisabled() {
        return isDisabled;
    }

    /** Returns the columns of a table's rows, with their types; null if they are unknown. */
    public @Nullable Columns columnsOf(Source changed) {
        TableTypes types = isDisabled ? null : source.typesOf(TableId.of(changed));
        return types == null ? null : types.row();
    }

    /** Passes the types of a record with a schema to the source. */
    public void learn(CdcRecord record) {
        Row row = !isDisabled && record instanceof ChangeEvent change ? imageOrNull(change) : null;
        if (row != null && isTyped(row)) {
            Row key = ((ChangeEvent) record).key();
            source.onSchema(
                    TableId.of(((ChangeEvent) record).source()),
                    new TableTypes(isTyped(key) && key != null ? key.columns() : null, row.columns()));
        }
    }

    /**
     * Returns a record without a schema with the types of its table; unchanged if the types are unknown or do not fit.
     *
     * @param value the whole value
     */
    public CdcRecord complete(CdcRecord record, byte[] value) {
        if (isDisabled || !(record instanceof ChangeEvent event) || imageOrNull(event) == null) {
            return record;
        }
        Columns types = columnsOf(event.source());
        if (types == null) {
            return record;
        }
        try {
            Row envelope = read(value, Part.VALUE, cursor -> readEnvelope(cursor, types, event));
            return RecordMapper.toRecord(
                    RecordKind.CHANGE,
                    event.recordKey(),
                    new Fields(envelope, "payload", (path, expected) -> mismatch(expected)));
        } catch (MalformedEnvelopeException e) {
            // The types do not fit, for example because the table was altered.
            return record;
        }
    }

    private static @Nullable Row imageOrNull(ChangeEvent event) {
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
        Framing framing = Framing.locate(bytes, part);
        try (JsonCursor cursor = new JsonCursor(bytes, framing.payloadStart(), framing.payloadEnd(), part)) {
            cursor.next();
            if (!(reader.read(cursor) instanceof Row row)) {
                throw cursor.fail("an object");
            }
            return row;
        }
    }

    /** Reads the envelope without types, except for its images. */
    private Row readEnvelope(JsonCursor cursor, Columns types, ChangeEvent untyped) {
        List<Column> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        ValueReader untypedReader = new UntypedReader(1, Placeholder.NONE);
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            Row image = name.equals("before") ? untyped.before() : name.equals("after") ? untyped.after() : null;
            ValueReader reader =
                    image == null ? untypedReader : rowReader(typesOf(image.columns(), types), placeholder.forRow());
            names.add(new Column(name, ColumnType.UNTYPED));
            values.add(reader.read(cursor));
        }
        return RowFactory.wrap(new Columns(names), values.toArray());
    }

    /**
     * Returns the columns that the message has. One that the types lack, because it was added, stays untyped; one that the
     * message lacks, because it was dropped, is left out.
     */
    private static Columns typesOf(Columns columns, Columns types) {
        List<Column> typed = new ArrayList<>(columns.size());
        boolean same = columns.size() == types.size();
        for (int i = 0; i < columns.size(); i++) {
            int index = types.indexOf(columns.get(i).name());
            typed.add(index < 0 ? columns.get(i) : types.get(index));
            same &= index == i;
        }
        return same ? types : new Columns(typed);
    }

    private static ValueReader rowReader(Columns columns, Placeholder placeholder) {
        return new StructReader(columns.asList(), placeholder);
    }

    private static MalformedEnvelopeException mismatch(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
