package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import dev.ezcdc.envelope.json.internal.untyped.FastReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A struct as JsonConverter writes it: all fields of the schema, in the schema's order, without white space. Immutable. */
final class RowShape {

    private static final ExpectedBytes OPENING_BRACE = new ExpectedBytes("{");

    private final Columns columns;
    /** The bytes before each value, such as <code>{"id":</code> and <code>,"first_name":</code>. */
    private final ExpectedBytes[] namePrefixes;

    private final FastReader[] readers;

    RowShape(List<Column> columns, Placeholder placeholder) {
        this(new Columns(columns), placeholder);
    }

    /** Creates a shape whose rows share the given columns. */
    RowShape(Columns columns, Placeholder placeholder) {
        this.columns = columns;
        this.namePrefixes = new ExpectedBytes[columns.size()];
        this.readers = new FastReader[columns.size()];
        for (int i = 0; i < readers.length; i++) {
            namePrefixes[i] = new ExpectedBytes(
                    (i == 0 ? "{" : ",") + JsonCursor.quote(columns.get(i).name()) + ":");
            readers[i] = FastReaders.forType(
                    columns.get(i).type(), placeholder.forField(columns.get(i).name()));
        }
    }

    private RowShape(Columns columns, ExpectedBytes[] names, FastReader[] readers) {
        this.columns = columns;
        this.namePrefixes = names;
        this.readers = readers;
    }

    /** Returns the shape of an envelope whose images, if they are strings, are MongoDB documents. */
    RowShape withDocuments(Documents documents) {
        FastReader[] newReaders = readers.clone();
        for (int i = 0; i < newReaders.length; i++) {
            Column column = columns.get(i);
            if ((column.name().equals("before") || column.name().equals("after"))
                    && column.type().base() == Base.STRING
                    && LogicalType.forType(column.type()) == LogicalType.NONE) {
                newReaders[i] = documents.newReader(column.type().optional());
            }
        }
        return new RowShape(columns, namePrefixes, newReaders);
    }

    Row read(ByteCursor cursor) {
        @Nullable Object[] values = new Object[readers.length];
        if (readers.length == 0) {
            cursor.expect(OPENING_BRACE);
        }
        for (int i = 0; i < readers.length; i++) {
            cursor.expect(namePrefixes[i]);
            values[i] = readers[i].read(cursor);
        }
        cursor.expect('}');
        return RowFactory.wrap(columns, values);
    }

    /** Returns the shape of a field that is a row; null if it has another type. */
    @Nullable
    RowShape fieldShapeOrNull(int index) {
        return readers[index] instanceof FastReaders.Struct struct ? struct.shape() : null;
    }

    /** Returns the reader of a field; null if there is no such field. */
    @Nullable
    FastReader fieldReaderOrNull(String name) {
        int index = columns.indexOf(name);
        return index < 0 ? null : readers[index];
    }

    @Nullable
    Row readOrNull(ByteCursor cursor) {
        return cursor.skipNull() ? null : read(cursor);
    }
}
