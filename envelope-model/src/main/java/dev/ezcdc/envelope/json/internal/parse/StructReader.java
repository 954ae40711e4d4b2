package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a struct as a {@link Row}. Rejects duplicate fields and fields that the schema does not define. */
public final class StructReader implements ValueReader {

    private final Columns columns;
    private final ValueReader[] readers;

    public StructReader(List<Column> columns, Placeholder placeholder) {
        this.columns = new Columns(columns);
        this.readers = columns.stream()
                .map(column -> TypedReaders.forType(column.type(), placeholder.forField(column.name())))
                .toArray(ValueReader[]::new);
    }

    @Override
    public Row read(JsonCursor cursor) {
        if (!cursor.isAt(JsonToken.START_OBJECT)) {
            throw cursor.fail("an object");
        }
        @Nullable Object[] values = new Object[readers.length];
        boolean[] seen = new boolean[readers.length];
        int next = 0;
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            // JsonConverter writes the fields in the schema's order.
            int index = next < readers.length && columns.get(next).name().equals(name) ? next : columns.indexOf(name);
            if (index < 0) {
                throw cursor.fail("a field that the schema defines");
            }
            if (seen[index]) {
                throw cursor.fail("no duplicate of the field " + name);
            }
            seen[index] = true;
            values[index] = readers[index].read(cursor);
            next = index + 1;
        }
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i] && !columns.get(i).type().optional()) {
                throw cursor.fail("the field " + columns.get(i).name());
            }
        }
        return RowFactory.wrap(columns, values);
    }
}
