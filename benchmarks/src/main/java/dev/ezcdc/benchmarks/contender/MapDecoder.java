package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.benchmarks.contender.mapping.AnyEnvelope;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows and source as maps from the tree that a library builds of the whole message. */
final class MapDecoder implements Decoder<AnyChange> {

    /** A library that builds trees. */
    interface Library {

        /**
         * Reads an object into a map; null if it is not an object.
         *
         * @param member name of the member to read; null for the whole object
         */
        @Nullable
        Map<String, @Nullable Object> read(byte[] json, @Nullable String member);
    }

    private final Library library;
    private final @Nullable String member;
    private final boolean documents;
    private final ColumnTypes types;

    MapDecoder(Library library, Corpus corpus) {
        this.library = library;
        this.member = corpus.hasSchemas() ? "payload" : null;
        this.documents = corpus == Corpus.mongoCreate;
        this.types = ColumnTypes.fromSchemas(corpus, corpus.loadRing());
    }

    @Override
    public AnyChange decode(byte[] key, byte[] value) {
        Map<String, @Nullable Object> envelope = require(library.read(value, member), "payload");
        if (documents) {
            envelope.replaceAll(
                    (name, field) -> name.equals("before") || name.equals("after") ? readDocument(field) : field);
        }
        return AnyChange.of(require(library.read(key, member), "key"), AnyEnvelope.fromFields(envelope), types);
    }

    private @Nullable Object readDocument(@Nullable Object image) {
        return image instanceof String json ? library.read(json.getBytes(UTF_8), null) : image;
    }

    @Override
    public ComparableChange toComparable(AnyChange change) {
        return change.toComparable();
    }
}
