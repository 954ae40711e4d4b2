package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ezcdc.benchmarks.contender.BoundDecoder.Library;
import dev.ezcdc.benchmarks.contender.BoundDecoder.Reader;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.RecordEnvelope;
import dev.ezcdc.benchmarks.contender.mapping.RecordMessage;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jackson databind, with rows bound to Java records. */
final class JacksonRecordDecoder implements Decoder<RecordChange<DecodedChange>> {

    private final Reader<Integer> key;
    private final Reader<RecordEnvelope> value;

    JacksonRecordDecoder(Corpus corpus) {
        Library library = BoundDecoder.jacksonLibrary(new JsonMapper());
        key = BoundDecoder.ofClasses(corpus, library).keyReader();
        if (corpus.hasSchemas()) {
            Reader<RecordMessage> message = library.reader(RecordMessage.class);
            value = json -> require(message.read(json), "value").getPayload();
        } else {
            value = library.reader(RecordEnvelope.class);
        }
    }

    @Override
    public RecordChange<DecodedChange> decode(byte[] keyJson, byte[] valueJson) {
        try {
            RecordEnvelope envelope = require(value.read(valueJson), "payload");
            Envelope rest = new Envelope();
            rest.setSource(envelope.getSource());
            rest.copyTail(envelope);
            return new RecordChange<>(
                    DecodedChange.of(require(key.read(keyJson), "key"), rest),
                    envelope.getBefore(),
                    envelope.getAfter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ComparableChange toComparable(RecordChange<DecodedChange> decoded) {
        return decoded.toComparable(ComparableChangeMapper.map(decoded.change()));
    }
}
