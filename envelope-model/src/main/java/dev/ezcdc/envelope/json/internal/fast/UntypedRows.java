package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import dev.ezcdc.envelope.json.internal.untyped.FieldNameTrie;
import dev.ezcdc.envelope.json.internal.untyped.ObjectShapeReader;
import dev.ezcdc.envelope.json.internal.untyped.UntypedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows without a schema whose field names were seen before, in the same order. Thread-safe and bounded.
 *
 * <p>Idea: a tree of names. Behind each field stand the names that ever followed it, mostly a single one, so that a name
 * costs one comparison; where an object ends, the columns that all such rows share are found. Cost: a comparison for each
 * name that may follow, a few nanoseconds where 20 tables all begin with {@code id}.
 */
final class UntypedRows {

    private static final long MAX_BYTES = 8L << 20;
    /** About what a column costs in memory, in the tree and in the columns of each row that has it, besides its name. */
    private static final int COLUMN_BYTES = 120;
    /** More would make each look at them a long one. */
    private static final int MAX_FOLLOWING = 200;

    private static final Name[] NONE = {};

    private final Placeholder ofColumns;
    private final Documents documents;
    private final ObjectShapeReader objects = ObjectShapeReader.plain();
    private volatile Name root = Name.root();
    private long bytesHeld;

    /** @param placeholder of an envelope */
    UntypedRows(Placeholder placeholder, Documents documents) {
        this.documents = documents;
        this.ofColumns = placeholder.ofRow().ofField("");
    }

    /** A field's name, at its place behind others. Written by one thread at a time, read by all. */
    private static final class Name {
        private final ExpectedBytes literal;
        private final String name;
        /** Whether, in an envelope, this is a table's row. */
        private final boolean isImage;

        private volatile Name[] next = NONE;
        private volatile @Nullable Columns columns;
        /** What is known of the objects in its values. */
        private volatile FieldNameTrie.@Nullable Name inside;
        /** How many fields the last row had that began with this one: a hint. */
        private int size = 4;

        Name(ExpectedBytes literal, String name) {
            this.literal = literal;
            this.name = name;
            this.isImage = name.equals("before") || name.equals("after");
        }

        static Name root() {
            Name root = new Name(new ExpectedBytes(""), "");
            root.columns = Columns.EMPTY;
            return root;
        }

        @Nullable
        Name follow(ByteCursor cursor) {
            for (Name name : next) {
                if (cursor.skip(name.literal)) {
                    return name;
                }
            }
            return null;
        }
    }

    /** Reads a table's row or a key, in which objects are maps. */
    Row row(ByteCursor cursor) {
        return read(cursor, 1, ofColumns);
    }

    /** Reads an envelope, or another record: objects in it are rows. */
    Row envelope(ByteCursor cursor) {
        return read(cursor, UntypedReader.ROW_LEVELS, Placeholder.NONE);
    }

    private Row read(ByteCursor cursor, int levels, Placeholder placeholder) {
        Name first = root.follow(cursor);
        if (first == null) {
            cursor.expect('{');
            cursor.expect('}');
            return Row.EMPTY;
        }
        @Nullable Object[] values = new Object[first.size];
        int count = 0;
        Name last = first;
        for (Name name = first; name != null; name = name.follow(cursor)) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            boolean image = name.isImage && levels == UntypedReader.ROW_LEVELS;
            values[count++] = image && cursor.peek() == '"'
                    ? documents.read(cursor)
                    : value(cursor, name, levels - 1, image ? ofColumns : placeholder);
            last = name;
        }
        cursor.expect('}');
        Columns columns = last.columns;
        if (columns == null || cursor.failed()) {
            cursor.fail();
            return Row.EMPTY;
        }
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            first.size = count;
        }
        return RowFactory.wrap(columns, values);
    }

    private @Nullable Object value(ByteCursor cursor, Name name, int levels, Placeholder ofColumn) {
        Placeholder placeholder = levels > 0 ? Placeholder.NONE : ofColumn;
        switch (cursor.peek()) {
            case '"':
                return placeholder.orUnavailable(cursor.string());
            case '{':
                return levels > 0
                        ? read(cursor, levels, ofColumn)
                        : placeholder.orUnavailable(objects.value(cursor, inside(name), 0));
            case '[':
                return placeholder.orUnavailable(objects.value(cursor, inside(name), 0));
            default:
                return UntypedValues.scalar(cursor);
        }
    }

    private FieldNameTrie.Name inside(Name name) {
        FieldNameTrie.Name known = name.inside;
        FieldNameTrie.Name inside = objects.place(known);
        if (inside != known) {
            name.inside = inside;
        }
        return inside;
    }

    /** Remembers the names of a row and of the rows in it. */
    synchronized void learn(Row row) {
        if (bytesHeld > MAX_BYTES) {
            bytesHeld = 0;
            root = Name.root();
        }
        Name at = root;
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            at = next(at, row.columns().get(i).name());
            columns.add(new Column(at.name, ColumnType.UNTYPED));
            if (row.get(i) instanceof Row inner) {
                learn(inner);
            }
        }
        if (at.columns == null) {
            at.columns = new Columns(columns);
            bytesHeld += (long) COLUMN_BYTES * columns.size();
        }
    }

    private Name next(Name at, String name) {
        for (Name known : at.next) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        bytesHeld += COLUMN_BYTES + 3L * name.length();
        Name added = new Name(new ExpectedBytes((at == root ? "{" : ",") + JsonCursor.quoted(name) + ":"), name);
        // What is still in use comes back.
        Name[] kept = at.next.length < MAX_FOLLOWING ? at.next : NONE;
        Name[] next = Arrays.copyOf(kept, kept.length + 1);
        next[kept.length] = added;
        at.next = next;
        return added;
    }
}
