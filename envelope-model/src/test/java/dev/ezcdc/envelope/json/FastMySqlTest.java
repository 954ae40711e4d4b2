package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads MySQL sources on the fast path. The captured corpora do not contain these variants. */
class FastMySqlTest {

    private static final String CHANGE = """
            {"before":null,"after":{"id":7,"name":"a"},"source":{"version":"3.7.0.Final","connector":"mysql",\
            "name":"shop","ts_ms":1795336279993,"snapshot":"false","db":"shop","sequence":null,\
            "ts_us":1795336279993901,"ts_ns":1795336279993901000,"table":"items","server_id":223344,\
            "gtid":"d6dcb1a5-aa4b-11ef-8f1c-0242ac110002:9","file":"binlog.000003","pos":1234,"row":0,"thread":11,\
            "query":null},"transaction":null,"op":"c","ts_ms":1795336280019,"ts_us":1795336280019827,\
            "ts_ns":1795336280019827608}""";

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();
    private final byte[] key = "{\"id\":7}".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"row\":0→\"row\":2147483647",
                "\"thread\":11→\"thread\":null",
                "\"gtid\":\"d6dcb1a5-aa4b-11ef-8f1c-0242ac110002:9\"→\"gtid\":null",
                "\"table\":\"items\"→\"table\":\"other\"",
                "\"file\":\"binlog.000003\"→\"file\":\"binlog.000004\"",
                "\"snapshot\":\"false\"→\"snapshot\":\"last\"",
                "\"query\":null→\"query\":\"insert\"",
                "\"pos\":1234→\"pos\":9223372036854775807"
            })
    void matchesGeneralPathForVariedSources(String difference) {
        String[] parts = difference.split("→", -1);
        byte[] other = CHANGE.replace(parts[0], parts[1]).getBytes(UTF_8);
        for (int i = 0; i < 3; i++) {
            decode(CHANGE.getBytes(UTF_8));
            decode(other);
        }

        assertThat(decoder.decodeFast(key, other)).isNotNull().isEqualTo(decoder.decodeGeneral(key, other));
    }

    @Test
    void leavesOutOfRangeRowNumberToGeneralPath() {
        decode(CHANGE.getBytes(UTF_8));
        decode(CHANGE.getBytes(UTF_8));

        assertThat(decoder.decodeFast(
                        key, CHANGE.replace("\"row\":0", "\"row\":2147483648").getBytes(UTF_8)))
                .isNull();
    }

    private void decode(byte[] value) {
        CdcRecord decoded = decoder.decode(key, value);
        assertThat(decoded).isEqualTo(decoder.decodeGeneral(key, value));
    }
}
