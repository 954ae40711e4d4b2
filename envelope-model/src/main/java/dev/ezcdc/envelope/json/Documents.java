package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.Row;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's documents, which are JSON in strings, read where they stand in an envelope: the string's text is never made,
 * and names that were seen before are only compared. Gives what {@link MongoDocuments} makes of the text, or the text.
 * Thread-safe.
 */
final class Documents {

    private final SeenObjects objects = SeenObjects.escaped();

    /** What stands in an envelope's row for a document's text. */
    record Document(Row row) {}

    /** The {@link Document} in the string here, or else its text. */
    @Nullable
    Object read(ByteCursor cursor) {
        int start = cursor.position();
        if (cursor.skip('"') && cursor.peek() == '{') {
            SharedNamesMap document = objects.object(cursor, objects.root(), 0);
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
}
