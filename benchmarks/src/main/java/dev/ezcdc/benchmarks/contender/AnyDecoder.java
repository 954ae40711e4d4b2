package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ezcdc.benchmarks.contender.BoundDecoder.Library;
import dev.ezcdc.benchmarks.contender.BoundDecoder.Reader;
import dev.ezcdc.benchmarks.contender.mapping.AnyEnvelope;
import dev.ezcdc.benchmarks.contender.mapping.AnyKey;
import dev.ezcdc.benchmarks.contender.mapping.AnyMessage;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds JSON to envelopes whose rows and source are maps, for tables without classes. */
final class AnyDecoder implements Decoder<AnyChange> {

    private final Reader<Map<String, @Nullable Object>> key;
    private final Reader<AnyEnvelope> value;
    private final ColumnTypes types;
    /** Reads MongoDB documents, which are JSON in strings; null if strings are plain strings. */
    private final @Nullable Reader<Map<String, @Nullable Object>> document;

    private AnyDecoder(
            Reader<Map<String, @Nullable Object>> key,
            Reader<AnyEnvelope> value,
            ColumnTypes types,
            @Nullable Reader<Map<String, @Nullable Object>> document) {
        this.document = document;
        this.key = key;
        this.value = value;
        this.types = types;
    }

    static Decoder<?> of(Corpus corpus, Library library) {
        ColumnTypes types = ColumnTypes.fromSchemas(corpus, corpus.loadRing());
        Reader<Map<String, @Nullable Object>> document = corpus == Corpus.mongoCreate ? mapReader(library) : null;
        if (!corpus.hasSchemas()) {
            return new AnyDecoder(mapReader(library), library.reader(AnyEnvelope.class), types, document);
        }
        Reader<AnyKey> key = library.reader(AnyKey.class);
        Reader<AnyMessage> value = library.reader(AnyMessage.class);
        return new AnyDecoder(
                json -> require(key.read(json), "key").getPayload(),
                json -> require(value.read(json), "value").getPayload(),
                types,
                document);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // objects of JSON
    private static Reader<Map<String, @Nullable Object>> mapReader(Library library) {
        return (Reader) library.reader(Map.class);
    }

    @Override
    public AnyChange decode(byte[] keyJson, byte[] valueJson) {
        try {
            AnyEnvelope envelope = require(value.read(valueJson), "payload");
            if (document != null) {
                envelope.setBefore(readDocument(envelope.getBefore(), document));
                envelope.setAfter(readDocument(envelope.getAfter(), document));
            }
            return AnyChange.of(require(key.read(keyJson), "key"), envelope, types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object readDocument(@Nullable Object image, Reader<Map<String, @Nullable Object>> reader)
            throws IOException {
        return image instanceof String json ? reader.read(json.getBytes(UTF_8)) : image;
    }

    @Override
    public ComparableChange toComparable(AnyChange change) {
        return change.toComparable();
    }
}
