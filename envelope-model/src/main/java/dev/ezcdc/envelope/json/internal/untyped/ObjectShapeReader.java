package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.EscapedStrings;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.bytes.FastNumbers;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.FieldNameTrie.Node;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values without a schema, like {@link UntypedReader}, but compares known field names instead of parsing them. The
 * values are part of the message, or of a JSON document inside a string, where their quotes are escaped. Thread-safe.
 */
public abstract class ObjectShapeReader {

    /** Deeper objects are left to the general path, which enforces the limit on depth. */
    private static final int MAX_DEPTH = 50;
    /** Includes the bytes around the name. Longer names are left to the general path, which enforces the limit. */
    private static final int MAX_NAME_BYTES = 1_000;

    private static final ExpectedBytes EMPTY = new ExpectedBytes("{}");

    private final FieldNameTrie trie = new FieldNameTrie();
    private final char quote;

    /** @param quote the first byte of each string */
    private ObjectShapeReader(char quote) {
        this.quote = quote;
    }

    /** Returns a reader for values in a message. */
    public static ObjectShapeReader forPlainStrings() {
        return new ObjectShapeReader('"') {
            @Override
            @Nullable
            String readString(ByteCursor cursor) {
                return cursor.readString();
            }

            @Override
            @Nullable
            Map<String, @Nullable Object> readMap(ByteCursor cursor, Node valueRoot, int depth) {
                // Learning names that are data costs more than it saves.
                return valueRoot.isFull() && !valueRoot.matchesNext(cursor)
                        ? UntypedValues.readMap(cursor, depth)
                        : readObject(cursor, valueRoot, depth);
            }
        };
    }

    /** Returns a reader for JSON documents inside strings of a message. */
    static ObjectShapeReader forEscapedStrings() {
        return new ObjectShapeReader('\\') {
            @Override
            @Nullable
            String readString(ByteCursor cursor) {
                return EscapedStrings.read(cursor);
            }
        };
    }

    abstract @Nullable String readString(ByteCursor cursor);

    @Nullable
    Map<String, @Nullable Object> readMap(ByteCursor cursor, Node valueRoot, int depth) {
        return readObject(cursor, valueRoot, depth);
    }

    /** Returns {@code node}, or a new one if the names were forgotten. Callers that keep a node call this before each use. */
    public Node ensureCurrent(@Nullable Node node) {
        return trie.ensureCurrent(node);
    }

    /** Returns the node before the first name of a document. */
    Node root() {
        return trie.root();
    }

    /** Reads an object; null if it must be left to the general path. */
    @Nullable
    SharedNamesMap readObject(ByteCursor cursor, Node root, int depth) {
        Node first = depth < MAX_DEPTH ? root.follow(cursor) : null;
        if (first == null && cursor.skip(EMPTY)) {
            return SharedNamesMap.EMPTY;
        }
        if (first == null && depth < MAX_DEPTH) {
            first = readName(cursor, root, '{');
        }
        if (first == null) {
            cursor.fail();
            return null;
        }
        @Nullable Object[] values = new Object[first.sizeHint];
        int count = 0;
        Node last = first;
        for (Node node = first; node != null; node = cursor.skip('}') ? null : readName(cursor, node, ',')) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = readValue(cursor, node, depth + 1);
            last = node;
        }
        Columns columns = cursor.hasFailed() ? null : trie.columnsOf(last);
        if (columns == null) {
            cursor.fail();
            return null;
        }
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            first.sizeHint = count;
        }
        return new SharedNamesMap(columns, values);
    }

    /** Reads a name and everything from the end of the previous value to the start of the next; null after a failure. */
    private @Nullable Node readName(ByteCursor cursor, Node previous, char separator) {
        Node known = previous.follow(cursor);
        if (known != null) {
            return known;
        }
        int start = cursor.position();
        cursor.expect(separator);
        skipSpaces(cursor);
        String name = readString(cursor);
        skipSpaces(cursor);
        cursor.expect(':');
        skipSpaces(cursor);
        int end = cursor.position();
        if (name == null || cursor.hasFailed() || end - start > MAX_NAME_BYTES) {
            cursor.fail();
            return null;
        }
        return trie.learn(previous, name, Arrays.copyOfRange(cursor.bytes, start, end));
    }

    private static void skipSpaces(ByteCursor cursor) {
        while (cursor.skip(' ')) {
            // Spaces only: inside a string, other white space is escaped.
        }
    }

    /** Reads the value of the name at {@code node}. */
    public @Nullable Object readValue(ByteCursor cursor, Node node, int depth) {
        byte next = cursor.peek();
        return switch (next) {
            case '\\', '"' -> {
                if (next != quote) {
                    cursor.fail();
                }
                yield readString(cursor);
            }
            case '{' -> readMap(cursor, node.valueRoot(), depth);
            case '[' -> readList(cursor, node, depth);
            case 't', 'f' -> cursor.readBoolean();
            case 'n' -> {
                if (!cursor.skipNull()) {
                    cursor.fail();
                }
                yield null;
            }
            default -> FastNumbers.readUntyped(cursor);
        };
    }

    private List<@Nullable Object> readList(ByteCursor cursor, Node node, int depth) {
        cursor.expect('[');
        if (depth >= MAX_DEPTH) {
            cursor.fail();
        }
        if (cursor.skip(']')) {
            return Collections.emptyList();
        }
        @Nullable Object[] values = new Object[node.listSizeHint];
        int count = 0;
        do {
            skipSpaces(cursor);
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = readValue(cursor, node, depth + 1);
        } while (cursor.skip(','));
        cursor.expect(']');
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            node.listSizeHint = count;
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }
}
