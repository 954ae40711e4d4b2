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
 * Values without a schema, as {@link UntypedReader} gives them, whose objects have names that were seen before: those are
 * only compared. Strings stand as they are, or, in a text that is JSON, escaped. Thread-safe.
 */
public abstract class ObjectShapeReader {

    /** Deeper ones are the general path's, which knows where to stop. */
    private static final int MAX_DEPTH = 50;
    /** Of bytes, with all around it; there is a limit to names, which is the general path's to keep. */
    private static final int MAX_NAME_BYTES = 1_000;

    private static final ExpectedBytes EMPTY = new ExpectedBytes("{}");

    private final FieldNameTrie trie = new FieldNameTrie();
    private final char quote;

    /** @param quote what a string begins with */
    private ObjectShapeReader(char quote) {
        this.quote = quote;
    }

    /** Objects in a message. */
    public static ObjectShapeReader forPlainStrings() {
        return new ObjectShapeReader('"') {
            @Override
            @Nullable
            String readString(ByteCursor cursor) {
                return cursor.readString();
            }

            @Override
            @Nullable
            Map<String, @Nullable Object> readMap(ByteCursor cursor, Node inside, int depth) {
                // Where the names are data, to learn them costs more than it saves.
                return inside.isFull() && !inside.matchesNext(cursor)
                        ? UntypedValues.readMap(cursor, depth)
                        : readObject(cursor, inside, depth);
            }
        };
    }

    /** Objects in a message's strings. */
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
    Map<String, @Nullable Object> readMap(ByteCursor cursor, Node inside, int depth) {
        return readObject(cursor, inside, depth);
    }

    /** A name that its user keeps; call this each time. */
    public Node ensureCurrent(@Nullable Node kept) {
        return trie.ensureCurrent(kept);
    }

    /** What stands before all names. */
    Node root() {
        return trie.root();
    }

    /** Reads an object; null if it is not sure what it is. */
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
        for (Node name = first; name != null; name = cursor.skip('}') ? null : readName(cursor, name, ',')) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = readValue(cursor, name, depth + 1);
            last = name;
        }
        Columns all = cursor.hasFailed() ? null : trie.columnsOf(last);
        if (all == null) {
            cursor.fail();
            return null;
        }
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            first.sizeHint = count;
        }
        return new SharedNamesMap(all, values);
    }

    /** The name here, and all that stands between the values before and behind it; null if that is not sure. */
    private @Nullable Node readName(ByteCursor cursor, Node at, char separator) {
        Node known = at.follow(cursor);
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
        return trie.learn(at, name, Arrays.copyOfRange(cursor.bytes, start, end));
    }

    private static void skipSpaces(ByteCursor cursor) {
        while (cursor.skip(' ')) {
            // The only white space that stands in a string as it is.
        }
    }

    /** Reads a value, behind its name. */
    public @Nullable Object readValue(ByteCursor cursor, Node name, int depth) {
        byte next = cursor.peek();
        return switch (next) {
            case '\\', '"' -> {
                if (next != quote) {
                    cursor.fail();
                }
                yield readString(cursor);
            }
            case '{' -> readMap(cursor, name.valueRoot(), depth);
            case '[' -> readList(cursor, name, depth);
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

    private List<@Nullable Object> readList(ByteCursor cursor, Node name, int depth) {
        cursor.expect('[');
        if (depth >= MAX_DEPTH) {
            cursor.fail();
        }
        if (cursor.skip(']')) {
            return Collections.emptyList();
        }
        @Nullable Object[] values = new Object[name.listSizeHint];
        int count = 0;
        do {
            skipSpaces(cursor);
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = readValue(cursor, name, depth + 1);
        } while (cursor.skip(','));
        cursor.expect(']');
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            name.listSizeHint = count;
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }
}
