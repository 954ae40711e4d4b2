package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's documents, which are JSON in strings, read where they stand in an envelope: the string's text is never made,
 * and names that were seen before are only compared. Gives what {@code MongoDocuments} makes of the text, or the text.
 * Thread-safe.
 */
public final class Documents {

    private final ObjectShapeReader objects = ObjectShapeReader.forEscapedStrings();

    /** What stands in an envelope's row for a document's text. */
    public record Document(Row row) {}

    /** The {@link Document} in the string here, or else its text. */
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
