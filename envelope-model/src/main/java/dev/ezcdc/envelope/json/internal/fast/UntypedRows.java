package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
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
    private static final int MAX_FOLLOWERS = 200;

    private static final Node[] NONE = {};

    private final Placeholder columnPlaceholder;
    private final Documents documents;
    private final ObjectShapeReader objects = ObjectShapeReader.forPlainStrings();
    private volatile Node root = Node.root();
    private long bytesHeld;

    /** @param placeholder of an envelope */
    UntypedRows(Placeholder placeholder, Documents documents) {
        this.documents = documents;
        this.columnPlaceholder = placeholder.forRow().forField("");
    }

    /** A field's name, at its place behind others. Written by one thread at a time, read by all. */
    private static final class Node {
        private final ExpectedBytes expected;
        private final String name;
        /** Whether, in an envelope, this is a table's row. */
        private final boolean isImage;

        private volatile Node[] followers = NONE;
        private volatile @Nullable Columns columns;
        /** What is known of the objects in its values. */
        private volatile FieldNameTrie.@Nullable Node valueRoot;
        /** How many fields the last row had that began with this one: a hint. */
        private int sizeHint = 4;

        Node(ExpectedBytes literal, String name) {
            this.expected = literal;
            this.name = name;
            this.isImage = name.equals("before") || name.equals("after");
        }

        static Node root() {
            Node root = new Node(new ExpectedBytes(""), "");
            root.columns = Columns.NONE;
            return root;
        }

        @Nullable
        Node follow(ByteCursor cursor) {
            for (Node name : followers) {
                if (cursor.skip(name.expected)) {
                    return name;
                }
            }
            return null;
        }
    }

    /** Reads a table's row or a key, in which objects are maps. */
    Row readRow(ByteCursor cursor) {
        return read(cursor, 1, columnPlaceholder);
    }

    /** Reads an envelope, or another record: objects in it are rows. */
    Row readEnvelope(ByteCursor cursor) {
        return read(cursor, UntypedReader.ROW_LEVELS, Placeholder.NONE);
    }

    private Row read(ByteCursor cursor, int levels, Placeholder placeholder) {
        Node first = root.follow(cursor);
        if (first == null) {
            cursor.expect('{');
            cursor.expect('}');
            return Row.EMPTY;
        }
        @Nullable Object[] values = new Object[first.sizeHint];
        int count = 0;
        Node last = first;
        for (Node name = first; name != null; name = name.follow(cursor)) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            boolean image = name.isImage && levels == UntypedReader.ROW_LEVELS;
            values[count++] = image && cursor.peek() == '"'
                    ? documents.read(cursor)
                    : readValue(cursor, name, levels - 1, image ? columnPlaceholder : placeholder);
            last = name;
        }
        cursor.expect('}');
        Columns columns = last.columns;
        if (columns == null || cursor.hasFailed()) {
            cursor.fail();
            return Row.EMPTY;
        }
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            first.sizeHint = count;
        }
        return new Row(columns, values);
    }

    private @Nullable Object readValue(ByteCursor cursor, Node name, int levels, Placeholder ofColumn) {
        Placeholder placeholder = levels > 0 ? Placeholder.NONE : ofColumn;
        switch (cursor.peek()) {
            case '"':
                return placeholder.replacePlaceholder(cursor.readString());
            case '{':
                return levels > 0
                        ? read(cursor, levels, ofColumn)
                        : placeholder.replacePlaceholder(objects.readValue(cursor, valueRoot(name), 0));
            case '[':
                return placeholder.replacePlaceholder(objects.readValue(cursor, valueRoot(name), 0));
            default:
                return UntypedValues.readScalar(cursor);
        }
    }

    private FieldNameTrie.Node valueRoot(Node name) {
        FieldNameTrie.Node known = name.valueRoot;
        FieldNameTrie.Node inside = objects.ensureCurrent(known);
        if (inside != known) {
            name.valueRoot = inside;
        }
        return inside;
    }

    /** Remembers the names of a row and of the rows in it. */
    synchronized void learn(Row row) {
        if (bytesHeld > MAX_BYTES) {
            bytesHeld = 0;
            root = Node.root();
        }
        Node at = root;
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            at = findOrAddFollower(at, row.columns().get(i).name());
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

    private Node findOrAddFollower(Node at, String name) {
        for (Node known : at.followers) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        bytesHeld += COLUMN_BYTES + 3L * name.length();
        Node added = new Node(new ExpectedBytes((at == root ? "{" : ",") + JsonCursor.quote(name) + ":"), name);
        // What is still in use comes back.
        Node[] kept = at.followers.length < MAX_FOLLOWERS ? at.followers : NONE;
        Node[] next = Arrays.copyOf(kept, kept.length + 1);
        next[kept.length] = added;
        at.followers = next;
        return added;
    }
}
