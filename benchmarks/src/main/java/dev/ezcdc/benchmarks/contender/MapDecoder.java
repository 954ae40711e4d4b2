package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.DecodedChange.required;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.benchmarks.contender.mapping.AnyEnvelope;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Those that read any JSON into a tree of their own, from which rows and source are picked as maps. */
final class MapDecoder implements Decoder<AnyChange> {

    /** A library that makes such trees. */
    interface Library {

        /**
         * The object as a map.
         *
         * @param member the member of the whole to take; null for the whole
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
        this.member = corpus.schemas() ? "payload" : null;
        this.documents = corpus == Corpus.mongoCreate;
        this.types = ColumnTypes.of(corpus, corpus.ring());
    }

    @Override
    public AnyChange decode(byte[] key, byte[] value) {
        Map<String, @Nullable Object> envelope = required(library.read(value, member), "payload");
        if (documents) {
            envelope.replaceAll(
                    (name, field) -> name.equals("before") || name.equals("after") ? document(field) : field);
        }
        return AnyChange.of(required(library.read(key, member), "key"), AnyEnvelope.of(envelope), types);
    }

    private @Nullable Object document(@Nullable Object image) {
        return image instanceof String json ? library.read(json.getBytes(UTF_8), null) : image;
    }

    @Override
    public ComparableChange neutral(AnyChange change) {
        return change.neutral();
    }
}
