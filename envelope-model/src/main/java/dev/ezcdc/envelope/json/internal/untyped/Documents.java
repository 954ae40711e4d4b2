package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads MongoDB documents, which are JSON in strings, in place: the text of the string is never built, and known names are
 * only compared. Returns the same row that {@code MongoDocuments} parses from the text, or the text. Thread-safe.
 */
public final class Documents {

    private final ObjectShapeReader objects = ObjectShapeReader.forEscapedStrings();

    /** Represents a document in the row of an envelope, instead of its text. */
    public record Document(Row row) {}

    /** Reads a string: a {@link Document} if it contains one that can be read in place, else its text. */
    public @Nullable Object read(ByteCursor cursor) {
        int start = cursor.position();
        if (cursor.skip('"') && cursor.peek() == '{') {
            SharedNamesMap document = objects.readObject(cursor, objects.root(), 0);
            if (document != null && cursor.skip('"')) {
                return new Document(document.toRow());
            }
        }
        cursor.moveTo(start);
        return cursor.readString();
    }

    public FastReader newReader(boolean optional) {
        return new FastReader(optional) {
            @Override
            protected @Nullable Object readNonNull(ByteCursor cursor) {
                return Documents.this.read(cursor);
            }
        };
    }
}
