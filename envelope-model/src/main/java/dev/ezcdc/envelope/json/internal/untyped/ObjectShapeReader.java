package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.EscapedStrings;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.bytes.FastNumbers;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.FieldNameTrie.Name;
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
    private static final int MAX_NAME = 1_000;

    private static final ExpectedBytes EMPTY = new ExpectedBytes("{}");

    private final FieldNameTrie names = new FieldNameTrie();
    private final char quote;

    /** @param quote what a string begins with */
    private ObjectShapeReader(char quote) {
        this.quote = quote;
    }

    /** Objects in a message. */
    public static ObjectShapeReader plain() {
        return new ObjectShapeReader('"') {
            @Override
            @Nullable
            String string(ByteCursor cursor) {
                return cursor.string();
            }

            @Override
            @Nullable
            Map<String, @Nullable Object> map(ByteCursor cursor, Name inside, int depth) {
                // Where the names are data, to learn them costs more than it saves.
                return inside.isFull() && !inside.isNext(cursor)
                        ? UntypedValues.map(cursor, depth)
                        : object(cursor, inside, depth);
            }
        };
    }

    /** Objects in a message's strings. */
    static ObjectShapeReader escaped() {
        return new ObjectShapeReader('\\') {
            @Override
            @Nullable
            String string(ByteCursor cursor) {
                return EscapedStrings.string(cursor);
            }
        };
    }

    abstract @Nullable String string(ByteCursor cursor);

    @Nullable
    Map<String, @Nullable Object> map(ByteCursor cursor, Name inside, int depth) {
        return object(cursor, inside, depth);
    }

    /** A name that its user keeps; call this each time. */
    public Name place(@Nullable Name kept) {
        return names.place(kept);
    }

    /** What stands before all names. */
    Name root() {
        return names.root();
    }

    /** Reads an object; null if it is not sure what it is. */
    @Nullable
    SharedNamesMap object(ByteCursor cursor, Name root, int depth) {
        Name first = depth < MAX_DEPTH ? root.follow(cursor) : null;
        if (first == null && cursor.skip(EMPTY)) {
            return SharedNamesMap.EMPTY;
        }
        if (first == null && depth < MAX_DEPTH) {
            first = name(cursor, root, '{');
        }
        if (first == null) {
            cursor.fail();
            return null;
        }
        @Nullable Object[] values = new Object[first.names];
        int count = 0;
        Name last = first;
        for (Name name = first; name != null; name = cursor.skip('}') ? null : name(cursor, name, ',')) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value(cursor, name, depth + 1);
            last = name;
        }
        Columns all = cursor.failed() ? null : names.all(last);
        if (all == null) {
            cursor.fail();
            return null;
        }
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            first.names = count;
        }
        return new SharedNamesMap(all, values);
    }

    /** The name here, and all that stands between the values before and behind it; null if that is not sure. */
    private @Nullable Name name(ByteCursor cursor, Name at, char separator) {
        Name known = at.follow(cursor);
        if (known != null) {
            return known;
        }
        int start = cursor.position();
        cursor.expect(separator);
        skipSpaces(cursor);
        String name = string(cursor);
        skipSpaces(cursor);
        cursor.expect(':');
        skipSpaces(cursor);
        int end = cursor.position();
        if (name == null || cursor.failed() || end - start > MAX_NAME) {
            cursor.fail();
            return null;
        }
        return names.learn(at, name, Arrays.copyOfRange(cursor.bytes, start, end));
    }

    private static void skipSpaces(ByteCursor cursor) {
        while (cursor.skip(' ')) {
            // The only white space that stands in a string as it is.
        }
    }

    /** Reads a value, behind its name. */
    public @Nullable Object value(ByteCursor cursor, Name name, int depth) {
        byte next = cursor.peek();
        return switch (next) {
            case '\\', '"' -> {
                if (next != quote) {
                    cursor.fail();
                }
                yield string(cursor);
            }
            case '{' -> map(cursor, name.inside(), depth);
            case '[' -> list(cursor, name, depth);
            case 't', 'f' -> cursor.bool();
            case 'n' -> {
                if (!cursor.skipNull()) {
                    cursor.fail();
                }
                yield null;
            }
            default -> FastNumbers.untyped(cursor);
        };
    }

    private List<@Nullable Object> list(ByteCursor cursor, Name name, int depth) {
        cursor.expect('[');
        if (depth >= MAX_DEPTH) {
            cursor.fail();
        }
        if (cursor.skip(']')) {
            return Collections.emptyList();
        }
        @Nullable Object[] values = new Object[name.elements];
        int count = 0;
        do {
            skipSpaces(cursor);
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value(cursor, name, depth + 1);
        } while (cursor.skip(','));
        cursor.expect(']');
        if (count != values.length) {
            values = Arrays.copyOf(values, count);
            name.elements = count;
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }
}
