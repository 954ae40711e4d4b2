package dev.ezcdc.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.benchmarks.contender.binary.AvroFormat;
import dev.ezcdc.benchmarks.contender.binary.BinaryFormat;
import dev.ezcdc.benchmarks.contender.binary.ProtobufFormat;
import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ContendersAgreeTest covers the fields that the corpora have. */
class BinaryFormatsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<BinaryFormat<?>> formats() {
        return Stream.of(AvroFormat.withCustomCoders(), AvroFormat.withFastReader(), new ProtobufFormat());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void encodedEnvelopeKeepsEveryField(BinaryFormat<?> format) {
        checkRoundTrip(format);
    }

    private static <T> void checkRoundTrip(BinaryFormat<T> format) {
        Customer row = new Customer();
        row.setId(-7);
        row.setEmail("Größe 東京 😀");
        Source source = new Source();
        source.setVersion("3.7");
        source.setConnector("postgresql");
        source.setName("name");
        source.setTsMs(1L);
        source.setDb("db");
        source.setSchema("public");
        source.setTable("customers");
        source.setTsUs(-2L);
        source.setXmin(0L);
        source.setOrigin("");
        source.setOriginLsn(Long.MAX_VALUE);
        TransactionBlock transaction = new TransactionBlock();
        transaction.setId("700:1");
        transaction.setTotalOrder(3);
        transaction.setDataCollectionOrder(2);
        Envelope envelope = new Envelope();
        envelope.setBefore(row);
        envelope.setSource(source);
        envelope.setTransaction(transaction);
        envelope.setOp("d");
        envelope.setTsMs(1_795_336_280_049L);

        T decoded = format.decode(format.encodeKey(-7), format.encodeValue(envelope));

        assertThat(format.toDecodedChange(decoded))
                .usingRecursiveComparison()
                .isEqualTo(dev.ezcdc.benchmarks.contender.mapping.DecodedChange.of(-7, envelope));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void messageOfTheCorpusKeepsItsTimes(BinaryFormat<?> format) throws IOException {
        byte[] json = Corpus.customerUpdateSchemaless.loadRing().value(0);
        JsonNode expected = MAPPER.readTree(json);

        Source source = decodedSource(format, MAPPER.readValue(json, Envelope.class));

        assertThat(source.getTsMs()).isEqualTo(expected.at("/source/ts_ms").longValue());
        assertThat(source.getTsUs()).isEqualTo(expected.at("/source/ts_us").longValue());
        assertThat(source.getTsNs()).isEqualTo(expected.at("/source/ts_ns").longValue());
    }

    private static <T> Source decodedSource(BinaryFormat<T> format, Envelope envelope) {
        return format.toDecodedChange(format.decode(format.encodeKey(1), format.encodeValue(envelope)))
                .source();
    }
}
