package dev.ezcdc.envelope.json.internal.fast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
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
 * Reads rows without a schema whose field names occurred before in the same order. Thread-safe and bounded.
 *
 * <p>Technique: a tree of names. Each name leads to the names that have followed it, mostly a single one, so a name costs one
 * comparison. The last name of an object leads to its columns, which all such rows share. Cost: one comparison, and a step or
 * two more where many tables part.
 */
final class UntypedRows {

    private static final long MAX_BYTES = 8L << 20;
    /** The approximate memory of a column without its name, once in the tree and once in the columns of each row. */
    private static final int COLUMN_BYTES = 200;
    /** Rows with more columns are left to the general path: one of them would fill the tree, and no table has as many. */
    private static final int MAX_COLUMNS = 5_000;

    private final Placeholder columnPlaceholder;
    private final Documents documents;
    private final ObjectShapeReader objects = ObjectShapeReader.forPlainStrings();
    private volatile Node root = Node.root();
    private long bytesHeld;

    /** @param placeholder the placeholder for an envelope */
    UntypedRows(Placeholder placeholder, Documents documents) {
        this.documents = documents;
        this.columnPlaceholder = placeholder.forRow().forField("");
    }

    /** A field name after a certain sequence of names. Written by one thread at a time, read by all. */
    private static final class Node {
        private final String name;
        /** True for {@code before} and {@code after}. */
        private final boolean isImage;

        private volatile PrefixTree<Node> followers = PrefixTree.empty();
        private volatile @Nullable Columns columns;
        /** The known names inside objects in the value of this name. */
        private volatile FieldNameTrie.@Nullable Node valueRoot;
        /** The number of fields in the last row that started with this name. */
        private int sizeHint = 4;

        Node(String name) {
            this.name = name;
            this.isImage = name.equals("before") || name.equals("after");
        }

        static Node root() {
            Node root = new Node("");
            root.columns = Columns.EMPTY;
            return root;
        }

        @Nullable
        Node follow(ByteCursor cursor) {
            return followers.find(cursor);
        }
    }

    /** Reads a row of a table or a key, in which objects become maps. */
    Row readRow(ByteCursor cursor) {
        return read(cursor, 1, columnPlaceholder);
    }

    /** Reads an envelope or another record, in which objects become rows. */
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
        for (Node node = first; node != null; node = node.follow(cursor)) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            boolean isImage = node.isImage && levels == UntypedReader.ROW_LEVELS;
            values[count++] = isImage && cursor.peek() == '"'
                    ? documents.read(cursor)
                    : readValue(cursor, node, levels - 1, isImage ? columnPlaceholder : placeholder);
            last = node;
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
        return RowFactory.wrap(columns, values);
    }

    private @Nullable Object readValue(ByteCursor cursor, Node node, int levels, Placeholder fieldPlaceholder) {
        Placeholder placeholder = levels > 0 ? Placeholder.NONE : fieldPlaceholder;
        switch (cursor.peek()) {
            case '"':
                return placeholder.replacePlaceholder(cursor.readString());
            case '{':
                return levels > 0
                        ? read(cursor, levels, fieldPlaceholder)
                        : placeholder.replacePlaceholder(objects.readValue(cursor, valueRoot(node), 0));
            case '[':
                return placeholder.replacePlaceholder(objects.readValue(cursor, valueRoot(node), 0));
            default:
                return UntypedValues.readScalar(cursor);
        }
    }

    private FieldNameTrie.Node valueRoot(Node node) {
        FieldNameTrie.Node known = node.valueRoot;
        FieldNameTrie.Node current = objects.ensureCurrent(known);
        if (current != known) {
            node.valueRoot = current;
        }
        return current;
    }

    /** Returns the approximate memory of the known names, in bytes. */
    synchronized long bytesHeld() {
        return bytesHeld;
    }

    /** Learns the names of a row and of the rows inside it. */
    synchronized void learn(Row row) {
        if (bytesHeld > MAX_BYTES) {
            bytesHeld = 0;
            root = Node.root();
        }
        if (row.size() > MAX_COLUMNS) {
            return;
        }
        Node node = root;
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            node = findOrAddFollower(node, row.columns().get(i).name());
            columns.add(new Column(node.name, ColumnType.UNTYPED));
            if (row.get(i) instanceof Row inner) {
                learn(inner);
            }
        }
        if (node.columns == null) {
            node.columns = new Columns(columns);
            bytesHeld += (long) COLUMN_BYTES * columns.size();
        }
    }

    private Node findOrAddFollower(Node previous, String name) {
        byte[] text = ((previous == root ? "{" : ",") + JsonCursor.quote(name) + ":").getBytes(UTF_8);
        Node known = previous.followers.get(text);
        if (known != null) {
            return known;
        }
        bytesHeld += COLUMN_BYTES + 3L * name.length();
        Node added = new Node(name);
        previous.followers = previous.followers.with(text, added);
        return added;
    }
}
