package dev.ezcdc.envelope.json.internal.fast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads changes that vary in the fields around the rows. A new decoder is the oracle: the general path decodes its first
 * message.
 */
class ChangeReaderTest {

    private static final long MAX_BYTES = 1 << 20;

    private static final String POSTGRES = """
            {"before":null,"after":{"id":7},"source":{"version":"3.7.0.Final","connector":"postgresql","name":"shop",\
            "ts_ms":1795336280041,"snapshot":"false","db":"shop","sequence":"[\\"28882184\\",\\"28882240\\"]",\
            "ts_us":1795336280041036,"ts_ns":1795336280041036000,"schema":"public","table":"items","txId":774,\
            "lsn":28882240,"xmin":null,"origin":null,"origin_lsn":null},"transaction":null,"op":"c",\
            "ts_ms":1795336280049,"ts_us":1795336280049695,"ts_ns":1795336280049695817}""";

    private static final String MYSQL = """
            {"before":null,"after":{"id":7},"source":{"version":"3.7.0.Final","connector":"mysql","name":"shop",\
            "ts_ms":1795336279993,"snapshot":"false","db":"shop","sequence":null,"ts_us":1795336279993901,\
            "ts_ns":1795336279993901000,"table":"items","server_id":223344,\
            "gtid":"d6dcb1a5-aa4b-11ef-8f1c-0242ac110002:9","file":"binlog.000003","pos":1234,"row":0,"thread":11,\
            "query":null},"transaction":null,"op":"c","ts_ms":1795336280019,"ts_us":1795336280019827,\
            "ts_ns":1795336280019827608}""";

    private final ChangeReader reader =
            new ChangeReader(new LayoutParser(UntypedValueShape.SCALARS, UntypedValueShape.SCALARS), MAX_BYTES);

    private static ChangeEvent decode(String message) {
        return (ChangeEvent) EnvelopeDecoder.create().decode(null, message.getBytes(UTF_8));
    }

    private void learn(String message) {
        reader.learn(message.getBytes(UTF_8), 0, decode(message));
    }

    private @Nullable CdcRecord read(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        ByteCursor cursor = new ByteCursor(bytes, new ScratchBuffers());
        cursor.moveTo(message.indexOf(",\"source\":"));
        ChangeEvent expected = decode(message);
        CdcRecord change = reader.read(cursor, null, expected.before(), expected.after());
        return cursor.isAtEnd() ? change : null;
    }

    private static String vary(String message, String difference) {
        String[] parts = difference.split("→", -1);
        String varied = message.replaceAll(parts[0], parts[1]);
        assertThat(varied).isNotEqualTo(message);
        return varied;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"snapshot\":\"false\"→\"snapshot\":null",
                "\"snapshot\":\"false\"→\"snapshot\":\"last\"",
                "\"table\":\"items\"→\"table\":\"Straße \\\\\"1\\\\\"\"",
                "\"db\":\"shop\"→\"db\":\"other\"",
                "\"schema\":\"public\"→\"schema\":\"app\"",
                "\"sequence\":\"[^]]+]\"→\"sequence\":null",
                "\\\\\"28882184\\\\\"→null",
                "\"txId\":774→\"txId\":null",
                "\"lsn\":28882240→\"lsn\":null",
                "\"xmin\":null→\"xmin\":770",
                "\"origin\":null,\"origin_lsn\":null→\"origin\":\"a b\",\"origin_lsn\":5",
                ",\"origin\":null,\"origin_lsn\":null→",
                ",\"ts_us\":\\d+,\"ts_ns\":\\d+→",
                ",\"ts_ns\":\\d+→",
                "(\"xmin\":null.*)null}→$1null,\"more\":\"x\"}",
                "(\"xmin\":null.*)null}→$1null,\"more\":7,\"most\":null}",
                ",\"txId\"→,\"more\":true,\"txId\"",
                "}$→,\"more\":\"x\"}",
                "\"transaction\":null→\"transaction\":{\"id\":\"774:28882240\",\"total_order\":1,\"data_collection_order\":2}",
                "\"transaction\":null,(.*)}$→$1,\"transaction\":null}",
            })
    void postgresChangeIsReadDirectly(String difference) {
        assertIsReadDirectly(POSTGRES, vary(POSTGRES, difference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"snapshot\":\"false\"→\"snapshot\":null",
                "\"connector\":\"mysql\"→\"connector\":\"mariadb\"",
                "\"table\":\"items\"→\"table\":\"other\"",
                "\"db\":\"shop\"→\"db\":\"other\"",
                "\"server_id\":223344→\"server_id\":7",
                "\"gtid\":\"[^\"]+\"→\"gtid\":null",
                "binlog.000003→binlog.000004",
                "\"thread\":11→\"thread\":null",
                "\"query\":null→\"query\":\"UPDATE items SET name = \\\\\"a\\\\\"\"",
                ",\"ts_us\":\\d+,\"ts_ns\":\\d+→",
                "\"query\":null→\"query\":null,\"more\":\"x\"",
                "}$→,\"more\":1}",
            })
    void mySqlChangeIsReadDirectly(String difference) {
        assertIsReadDirectly(MYSQL, vary(MYSQL, difference));
    }

    private void assertIsReadDirectly(String usual, String varied) {
        learn(usual);
        learn(varied);
        assertThat(read(varied)).isEqualTo(decode(varied));
    }

    @Test
    void formsThatDifferInConstantsOnlyAreKnownTogether() {
        List<String> messages = IntStream.range(0, 400)
                .mapToObj(i -> vary(POSTGRES, "\"items\"→\"items_" + i / 2 + "\"")
                        .replace("\"db\":\"shop\"", "\"db\":\"shop_" + i % 2 + "\""))
                .toList();
        messages.forEach(this::learn);
        learn(MYSQL);
        learn(vary(MYSQL, "223344→7"));
        assertThat(messages).allSatisfy(message -> assertThat(read(message)).isEqualTo(decode(message)));
        assertThat(read(MYSQL)).isEqualTo(decode(MYSQL));
        assertThat(read(POSTGRES)).as("table items, which was never learned").isNull();
    }

    @Test
    void wrongValuesAreLeftToTheGeneralPath() {
        learn(POSTGRES);
        assertThat(List.of(
                        "\"lsn\":28882240→\"lsn\":28882241",
                        "\"lsn\":28882240→\"lsn\":\"28882240\"",
                        "\"txId\":774→\"txId\":1.5",
                        "\"ts_ns\":\\d+→\"ts_ns\":null",
                        "\"transaction\":null→\"transaction\":{}"))
                .allSatisfy(difference -> {
                    byte[] bytes = vary(POSTGRES, difference).getBytes(UTF_8);
                    ByteCursor cursor = new ByteCursor(bytes, new ScratchBuffers());
                    cursor.moveTo(POSTGRES.indexOf(",\"source\":"));
                    assertThat(reader.read(cursor, null, null, decode(POSTGRES).after()))
                            .isNull();
                });
    }

    @Test
    void newTablesAreLearnedAfterManyChangesThatTaughtNothing() {
        String unreadable = vary(POSTGRES, "\"lsn\":28882240→\"lsn\":28882241");
        for (int i = 0; i < 100; i++) {
            learn(POSTGRES);
            learn(unreadable);
            String table = vary(POSTGRES, "\"items\"→\"items_" + i + "\"");
            learn(table);
            learn(vary(POSTGRES, "\"items\"→\"others_" + i + "\""));
            assertThat(read(table)).isEqualTo(decode(table));
        }
    }

    @Test
    void memoryStaysBoundedForEverNewTables() {
        for (int i = 0; i < 5_000; i++) {
            learn(vary(POSTGRES, "\"items\"→\"items_" + i + "\""));
            assertThat(reader.bytesHeld()).isLessThanOrEqualTo(MAX_BYTES);
        }
        assertThat(reader.bytesHeld()).isPositive();
    }
}
