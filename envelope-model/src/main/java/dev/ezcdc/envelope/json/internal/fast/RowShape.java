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

/** A struct as JsonConverter writes it: every field of the schema, in the schema's order, without white space. */
final class RowShape {

    private static final ExpectedBytes EMPTY = new ExpectedBytes("{");

    private final Columns columns;
    /** The bytes before each value, such as <code>{"id":</code> and <code>,"first_name":</code>. */
    private final ExpectedBytes[] names;

    private final FastReader[] readers;

    RowShape(List<Column> columns, Placeholder placeholder) {
        this.columns = new Columns(columns);
        this.names = new ExpectedBytes[columns.size()];
        this.readers = new FastReader[columns.size()];
        for (int i = 0; i < readers.length; i++) {
            names[i] = new ExpectedBytes(
                    (i == 0 ? "{" : ",") + JsonCursor.quoted(columns.get(i).name()) + ":");
            readers[i] = FastReaders.of(
                    columns.get(i).type(), placeholder.ofField(columns.get(i).name()));
        }
    }

    private RowShape(Columns columns, ExpectedBytes[] names, FastReader[] readers) {
        this.columns = columns;
        this.names = names;
        this.readers = readers;
    }

    /** The shape of an envelope's struct whose images, if they are texts, are MongoDB's documents. */
    RowShape withDocuments(Documents documents) {
        FastReader[] others = readers.clone();
        for (int i = 0; i < others.length; i++) {
            Column column = columns.get(i);
            if ((column.name().equals("before") || column.name().equals("after"))
                    && column.type().base() == Base.STRING
                    && LogicalType.of(column.type()) == LogicalType.NONE) {
                others[i] = documents.reader(column.type().optional());
            }
        }
        return new RowShape(columns, names, others);
    }

    Row read(ByteCursor cursor) {
        @Nullable Object[] values = new Object[readers.length];
        if (readers.length == 0) {
            cursor.expect(EMPTY);
        }
        for (int i = 0; i < readers.length; i++) {
            cursor.expect(names[i]);
            values[i] = readers[i].read(cursor);
        }
        cursor.expect('}');
        return RowFactory.wrap(columns, values);
    }

    /** The shape of a field that is a row; null if it is something else. */
    @Nullable
    RowShape field(int index) {
        return readers[index] instanceof FastReaders.Struct struct ? struct.shape() : null;
    }

    @Nullable
    Row readOrNull(ByteCursor cursor) {
        return cursor.skipNull() ? null : read(cursor);
    }
}
