package dev.ezcdc.envelope.json.internal.record;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.UpdateDescription;
import dev.ezcdc.envelope.UpdateDescription.TruncatedArray;
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
 * Reads MongoDB documents, which Debezium writes as JSON in strings, as rows of untyped values. MongoDB's extended JSON, such
 * as <code>{"$oid": "…"}</code>, stays a map.
 */
final class MongoDocuments {

    private MongoDocuments() {}

    /** Takes the image of a row, which can be a document in a string for MongoDB; null if absent. */
    static @Nullable Row takeImageOrNull(Fields envelope, String name, Source source) {
        if (source instanceof MongoSource) {
            Object image = envelope.take(name, Object.class);
            if (image instanceof Document document) {
                return document.row();
            }
            if (image instanceof String document) {
                return parseDocument(document, envelope, name);
            }
        }
        return envelope.takeRowOrNull(name);
    }

    /** Takes the description of a MongoDB update; null if absent. */
    static @Nullable UpdateDescription takeDescriptionOrNull(Fields envelope, Source source) {
        Fields fields = source instanceof MongoSource ? envelope.takeStructOrNull(UpdateDescription.FIELD) : null;
        if (fields == null) {
            return null;
        }
        List<String> removed = new ArrayList<>();
        for (Object name : takeList(fields, "removedFields")) {
            if (!(name instanceof String text)) {
                throw fields.fail("removedFields", "only strings in removedFields");
            }
            removed.add(text);
        }
        String updated = fields.takeTextOrNull("updatedFields");
        List<TruncatedArray> truncated = new ArrayList<>();
        for (Object element : takeList(fields, "truncatedArrays")) {
            Fields array = fields.toFields(element, "truncatedArrays");
            truncated.add(new TruncatedArray(array.takeText("field"), array.takeInt("size")));
        }
        return new UpdateDescription(
                removed, updated == null ? Row.EMPTY : parseDocument(updated, fields, "updatedFields"), truncated);
    }

    private static List<?> takeList(Fields fields, String name) {
        List<?> list = fields.take(name, List.class);
        return list == null ? List.of() : list;
    }

    private static Row parseDocument(String json, Fields fields, String name) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteCursor fastCursor = new ByteCursor(bytes, new ScratchBuffers());
        if (UntypedValues.readValue(fastCursor, Placeholder.NONE) instanceof Map<?, ?> document
                && fastCursor.isAtEnd()) {
            return UntypedReader.toRow(document);
        }
        try (JsonCursor cursor = new JsonCursor(bytes, 0, MalformedEnvelopeException.Part.VALUE)) {
            cursor.next();
            if (Surrogates.indexOfUnpaired(bytes) < 0
                    && cursor.isAt(JsonToken.START_OBJECT)
                    && UntypedReader.MAPS_ONLY.read(cursor) instanceof Map<?, ?> document
                    && cursor.next() == null) {
                return UntypedReader.toRow(document);
            }
        } catch (MalformedEnvelopeException e) {
            // Its offset refers to the text inside the string.
            throw fields.fail(name, "a JSON document");
        }
        throw fields.fail(name, "a JSON document");
    }
}
