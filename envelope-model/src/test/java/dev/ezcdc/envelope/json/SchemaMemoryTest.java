package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parsed schema needs much more memory than its bytes, but many new schemas must not exhaust the heap. */
@Tag("long")
class SchemaMemoryTest {

    private static final int COLUMNS = 500;
    private static final int SCHEMAS = 3_000;

    /** All schemas would need more than half a gigabyte. Only the general path accepts the white space. */
    @ParameterizedTest
    @CsvSource({"fast path,''", "general path,' '"})
    void boundsMemoryForManyNewSchemas(String path, String space) {
        EnvelopeDecoder decoder =
                EnvelopeDecoder.builder().schemaSource(SchemaSource.learning()).build();
        for (int i = 0; i < SCHEMAS; i++) {
            decoder.decode(key(i, space), null);
            decoder.decode(key(i, space), null);
        }
        long heldBytes = HeldMemory.measureBytes();

        System.out.println(
                "heap in use after " + SCHEMAS + " new schemas, " + path + ": " + (heldBytes >> 20) + " MiB");
        assertThat(decoder.decode(key(0, space), null)).isNotNull();
        assertThat(heldBytes).isLessThan(200L << 20);
    }

    private static byte[] key(int number, String space) {
        String fields = IntStream.range(0, COLUMNS)
                .mapToObj(i -> "{\"type\":\"int8\",\"optional\":true,\"field\":\"c" + number + "_" + i + "\"}")
                .collect(Collectors.joining(","));
        String payload = IntStream.range(0, COLUMNS)
                .mapToObj(i -> "\"c" + number + "_" + i + "\":null")
                .collect(Collectors.joining(","));
        return ("{\"schema\":" + space + "{\"type\":\"struct\",\"fields\":[" + fields + "]},\"payload\":{" + payload
                        + "}}")
                .getBytes(UTF_8);
    }
}
