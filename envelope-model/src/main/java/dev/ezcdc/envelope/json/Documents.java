package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.Columns;
import dev.ezcdc.envelope.Row;
import dev.ezcdc.envelope.json.DocumentNames.Name;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's documents, which are JSON in strings, read where they stand in an envelope: the string's text is never made,
 * and names that were seen before are only compared. Gives what {@link MongoDocuments} makes of the text, or the text.
 * Thread-safe.
 */
final class Documents {

    /** Deeper ones are the general path's, which knows where to stop. */
    private static final int MAX_DEPTH = 50;
    /** Of bytes, with all around it; there is a limit to names, which is the general path's to keep. */
    private static final int MAX_NAME = 1_000;

    private static final Literal EMPTY = new Literal("{}");

    private final DocumentNames names = new DocumentNames();

    /** What stands in an envelope's row for a document's text. */
    record Document(Row row) {}

    /** The {@link Document} in the string here, or else its text. */
    @Nullable
    Object read(ByteCursor cursor) {
        int start = cursor.position();
        if (cursor.skip('"') && cursor.peek() == '{') {
            SharedNamesMap document = object(cursor, names.root(), 0);
            if (document != null && cursor.skip('"')) {
                return new Document(document.toRow());
            }
        }
        cursor.moveTo(start);
        return cursor.string();
    }

    FastReader reader(boolean optional) {
        return new FastReader(optional) {
            @Override
            @Nullable
            Object value(ByteCursor cursor) {
                return Documents.this.read(cursor);
            }
        };
    }

    /** Reads an object; null if it is not sure what it is. */
    private @Nullable SharedNamesMap object(ByteCursor cursor, Name root, int depth) {
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
        String name = EscapedStrings.string(cursor);
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

    private @Nullable Object value(ByteCursor cursor, Name name, int depth) {
        return switch (cursor.peek()) {
            case '\\' -> EscapedStrings.string(cursor);
            case '{' -> object(cursor, name.inside(), depth);
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
