package dev.ezcdc.envelope.json.internal.record;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.UpdateDescription.TruncatedArray;
import dev.ezcdc.envelope.UpdateDescription;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import dev.ezcdc.envelope.json.internal.bytes.Surrogates;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.Documents.Document;
import dev.ezcdc.envelope.json.internal.untyped.UntypedValues;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's documents, which Debezium writes as JSON in strings. They become rows of untyped values; MongoDB's extended
 * JSON in them, such as <code>{"$oid": "…"}</code>, stays a map.
 */
final class MongoDocuments {

    private MongoDocuments() {}

    /** An image of a row, which for MongoDB alone may be a document in a string; null if there is none. */
    static @Nullable Row imageOrNull(Fields envelope, String name, Source source) {
        if (source instanceof MongoSource) {
            Object image = envelope.take(name, Object.class);
            if (image instanceof Document document) {
                return document.row();
            }
            if (image instanceof String document) {
                return document(document, envelope);
            }
        }
        return envelope.rowOrNull(name);
    }

    /** The description of an update, taken out of the envelope; null if there is none. */
    static @Nullable UpdateDescription description(Fields envelope, Source source) {
        Fields fields = source instanceof MongoSource ? envelope.structOrNull(UpdateDescription.FIELD) : null;
        if (fields == null) {
            return null;
        }
        List<String> removed = new ArrayList<>();
        for (Object name : list(fields, "removedFields")) {
            if (!(name instanceof String text)) {
                throw fields.fail("names of removed fields");
            }
            removed.add(text);
        }
        String updated = fields.textOrNull("updatedFields");
        List<TruncatedArray> truncated = new ArrayList<>();
        for (Object element : list(fields, "truncatedArrays")) {
            Fields array = fields.ofElement(element, "truncatedArrays");
            truncated.add(new TruncatedArray(array.text("field"), array.int32("size")));
        }
        return new UpdateDescription(removed, updated == null ? Row.EMPTY : document(updated, fields), truncated);
    }

    private static List<?> list(Fields fields, String name) {
        List<?> list = fields.take(name, List.class);
        return list == null ? List.of() : list;
    }

    private static Row document(String json, Fields where) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteCursor known = new ByteCursor(bytes, new ScratchBuffers());
        if (UntypedValues.value(known, Placeholder.NONE) instanceof Map<?, ?> document && known.atEnd()) {
            return UntypedReader.rowOf(document);
        }
        try (JsonCursor cursor = new JsonCursor(bytes, 0, MalformedEnvelopeException.Part.VALUE)) {
            cursor.next();
            if (Surrogates.firstLone(bytes) < 0
                    && cursor.at(JsonToken.START_OBJECT)
                    && UntypedReader.FREE.read(cursor) instanceof Map<?, ?> document
                    && cursor.next() == null) {
                return UntypedReader.rowOf(document);
            }
        } catch (MalformedEnvelopeException offsetsOfTheInnerText) {
            throw where.fail("a document in JSON");
        }
        throw where.fail("a document in JSON");
    }
}
