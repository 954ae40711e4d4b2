package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ezcdc.benchmarks.contender.BoundDecoder.Reader;
import dev.ezcdc.benchmarks.contender.binary.BinaryFormat;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Decodes changes of {@code customers} in a binary format, to which it first converts the JSON of the corpus. */
final class BinaryDecoder<T> implements Decoder<T> {

    private final BinaryFormat<T> format;
    private final Reader<Integer> jsonKey;
    private final Reader<Envelope> jsonValue;

    BinaryDecoder(BinaryFormat<T> format, Corpus corpus) {
        this.format = format;
        BoundDecoder json = BoundDecoder.ofClasses(corpus, BoundDecoder.jacksonLibrary(new JsonMapper()));
        this.jsonKey = json.keyReader();
        this.jsonValue = json.valueReader();
    }

    @Override
    public byte[] encodeKey(byte[] json) {
        try {
            return format.encodeKey(require(jsonKey.read(json), "key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] encodeValue(byte[] json) {
        try {
            return format.encodeValue(require(jsonValue.read(json), "payload"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public T decode(byte[] key, byte[] value) {
        return format.decode(key, value);
    }

    @Override
    public ComparableChange toComparable(T change) {
        return ComparableChangeMapper.map(format.toDecodedChange(change));
    }
}
