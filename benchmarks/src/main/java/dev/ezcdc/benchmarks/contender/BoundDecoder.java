package dev.ezcdc.benchmarks.contender;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.runtime.Settings;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import dev.ezcdc.benchmarks.contender.mapping.CustomerKey;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.EnvelopeMessage;
import dev.ezcdc.benchmarks.contender.mapping.KeyMessage;
import dev.ezcdc.benchmarks.corpus.Corpus;
import io.debezium.serde.DebeziumSerdes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Binds JSON to classes known in advance ({@code dev.ezcdc.benchmarks.contender.mapping}). */
final class BoundDecoder implements Decoder<DecodedChange> {

    /** Binds JSON to one class. */
    interface Reader<T> {
        @Nullable
        T read(byte[] json) throws IOException;
    }

    /** A library that creates readers. */
    interface Library {
        <T> Reader<T> reader(Class<T> type);
    }

    private final Reader<Integer> key;
    private final Reader<Envelope> value;

    private BoundDecoder(Reader<Integer> key, Reader<Envelope> value) {
        this.key = key;
        this.value = value;
    }

    Reader<Integer> keyReader() {
        return key;
    }

    Reader<Envelope> valueReader() {
        return value;
    }

    @Override
    public DecodedChange decode(byte[] keyJson, byte[] valueJson) {
        try {
            return DecodedChange.of(require(key.read(keyJson), "key"), require(value.read(valueJson), "payload"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ComparableChange toComparable(DecodedChange change) {
        return ComparableChangeMapper.map(change);
    }

    static Decoder<?> jacksonDatabind(Corpus corpus) {
        return ofClassesOrMaps(corpus, jacksonLibrary(new JsonMapper()));
    }

    static Decoder<?> jacksonBlackbird(Corpus corpus) {
        return jackson(JsonMapper.builder().addModule(new BlackbirdModule()).build(), corpus);
    }

    private static Decoder<?> jackson(JsonMapper mapper, Corpus corpus) {
        return of(corpus, jacksonLibrary(mapper));
    }

    static Library jacksonLibrary(JsonMapper mapper) {
        return new Library() {
            @Override
            public <T> Reader<T> reader(Class<T> type) {
                ObjectReader reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
                return reader::readValue;
            }
        };
    }

    static Decoder<?> fastjson2(Corpus corpus) {
        return ofClassesOrMaps(corpus, new Library() {
            @Override
            public <T> Reader<T> reader(Class<T> type) {
                return json -> JSON.parseObject(json, type);
            }
        });
    }

    static Decoder<?> dslJson(Corpus corpus) {
        DslJson<Object> dslJson = new DslJson<>(Settings.withRuntime().includeServiceLoader());
        return of(corpus, new Library() {
            @Override
            public <T> Reader<T> reader(Class<T> type) {
                return json -> dslJson.deserialize(type, json, json.length);
            }
        });
    }

    /** Returns Debezium's serde, which detects the schema itself and unwraps a key of one column. */
    static Decoder<?> debeziumSerde() {
        Deserializer<Integer> key = deserializer(DebeziumSerdes.payloadJson(Integer.class), true);
        Deserializer<Envelope> value = deserializer(DebeziumSerdes.payloadJson(Envelope.class), false);
        return new BoundDecoder(
                json -> key.deserialize("customers", json), json -> value.deserialize("customers", json));
    }

    private static <T> Deserializer<T> deserializer(Serde<T> serde, boolean isKey) {
        serde.configure(Map.of("unknown.properties.ignored", true), isKey);
        return serde.deserializer();
    }

    /** Returns a decoder to classes for customers and wide. */
    private static Decoder<?> ofClassesOrMaps(Corpus corpus, Library library) {
        return corpus.isWide() ? new WideDecoder(corpus, library) : of(corpus, library);
    }

    private static Decoder<?> of(Corpus corpus, Library library) {
        if (!corpus.hasCustomers()) {
            return AnyDecoder.of(corpus, library);
        }
        return ofClasses(corpus, library);
    }

    /** Returns a decoder whose classes fit {@code customers}; its key fits every table with an integer {@code id}. */
    static BoundDecoder ofClasses(Corpus corpus, Library library) {
        if (!corpus.hasSchemas()) {
            Reader<CustomerKey> key = library.reader(CustomerKey.class);
            return new BoundDecoder(json -> require(key.read(json), "key").getId(), library.reader(Envelope.class));
        }
        Reader<KeyMessage> key = library.reader(KeyMessage.class);
        Reader<EnvelopeMessage> value = library.reader(EnvelopeMessage.class);
        return new BoundDecoder(
                json -> require(require(key.read(json), "key").getPayload(), "key")
                        .getId(),
                json -> require(value.read(json), "value").getPayload());
    }
}
