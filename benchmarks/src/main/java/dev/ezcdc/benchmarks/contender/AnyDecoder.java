package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.DecodedChange.required;
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

/** The same libraries where there are no classes for the table: envelopes whose rows and source are maps. */
final class AnyDecoder implements Decoder<AnyChange> {

    private final Reader<Map<String, @Nullable Object>> key;
    private final Reader<AnyEnvelope> value;
    private final ColumnTypes types;
    /** Of MongoDB's documents, which are JSON in strings; null where a string is just that. */
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
        ColumnTypes types = ColumnTypes.of(corpus, corpus.ring());
        Reader<Map<String, @Nullable Object>> document = corpus == Corpus.mongoCreate ? mapReader(library) : null;
        if (!corpus.schemas()) {
            return new AnyDecoder(mapReader(library), library.reader(AnyEnvelope.class), types, document);
        }
        Reader<AnyKey> key = library.reader(AnyKey.class);
        Reader<AnyMessage> value = library.reader(AnyMessage.class);
        return new AnyDecoder(
                json -> required(key.read(json), "key").getPayload(),
                json -> required(value.read(json), "value").getPayload(),
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
            AnyEnvelope envelope = required(value.read(valueJson), "payload");
            if (document != null) {
                envelope.setBefore(document(envelope.getBefore(), document));
                envelope.setAfter(document(envelope.getAfter(), document));
            }
            return AnyChange.of(required(key.read(keyJson), "key"), envelope, types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object document(@Nullable Object image, Reader<Map<String, @Nullable Object>> reader)
            throws IOException {
        return image instanceof String json ? reader.read(json.getBytes(UTF_8)) : image;
    }

    @Override
    public ComparableChange neutral(AnyChange change) {
        return change.neutral();
    }
}
