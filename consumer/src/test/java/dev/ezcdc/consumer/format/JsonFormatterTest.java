package dev.ezcdc.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonFormatterTest {

    private static String json(CdcRecord record) throws IOException {
        return Samples.format(new JsonFormatter(), record);
    }

    private static JsonNode afterImage(Row row) throws IOException {
        return new ObjectMapper().readTree(json(Samples.create(row))).get("after");
    }

    @Test
    void updateListsItsChangedColumns() throws IOException {
        assertThat(json(Samples.update(Samples.ALEX, Samples.ALEX_MOVED)))
                .isEqualTo(
                        "{\"kind\":\"change\",\"ts\":\"2023-12-21T13:46:27.948123Z\",\"op\":\"u\",\"db\":\"cdctest\","
                                + "\"schema\":\"public\",\"table\":\"customers\",\"key\":{\"id\":1},"
                                + "\"before\":{\"id\":1,\"first_name\":\"alex\",\"last_name\":\"foley\",\"email\":\"alex.foley\"},"
                                + "\"after\":{\"id\":1,\"first_name\":\"alex\",\"last_name\":\"foley\",\"email\":\"alex@foley.org\"},"
                                + "\"changed\":[\"email\"],\"snapshot\":\"false\",\"lsn\":\"0/1728CB0\",\"tx\":739,\"tx_order\":null,"
                                + "\"topic\":\"cdctest.public.customers\",\"partition\":0,\"offset\":17,"
                                + "\"kafka_ts_ms\":1703166387950,\"latency_us\":2310}");
    }

    @Test
    void tombstoneHasItsKeyAndNoLatency() throws IOException {
        assertThat(json(new Tombstone(Samples.KEY)))
                .isEqualTo("{\"kind\":\"tombstone\",\"ts\":\"2023-12-21T13:46:27.950000Z\",\"key\":{\"id\":1},"
                        + "\"topic\":\"cdctest.public.customers\",\"partition\":0,\"offset\":17,"
                        + "\"kafka_ts_ms\":1703166387950,\"latency_us\":null}");
    }

    @Test
    void valuesKeepTheirTypes() throws IOException {
        Row row = Samples.row(
                "big",
                Long.MAX_VALUE,
                "decimal",
                new BigDecimal("12345678901234567890.10"),
                "nan",
                Double.NaN,
                "bytes",
                new byte[] {0, (byte) 0xFF},
                "instant",
                Instant.parse("2026-11-22T07:50:00Z"),
                "date",
                LocalDate.of(2026, 11, 22),
                "uuid",
                new UUID(1, 2),
                "toast",
                Unavailable.UNAVAILABLE,
                "list",
                List.of(1, "a"),
                "array",
                new float[] {1.5f},
                "map",
                Map.of("k", true),
                "struct",
                Samples.row("x", 1.5),
                "none",
                null);
        assertThat(afterImage(row))
                .hasToString(
                        "{\"big\":9223372036854775807,\"decimal\":\"12345678901234567890.10\",\"nan\":\"NaN\","
                                + "\"bytes\":\"AP8=\",\"instant\":\"2026-11-22T07:50:00Z\",\"date\":\"2026-11-22\","
                                + "\"uuid\":\"00000000-0000-0001-0000-000000000002\",\"toast\":{\"unavailable\":true},"
                                + "\"list\":[1,\"a\"],\"array\":[1.5],\"map\":{\"k\":true},\"struct\":{\"x\":1.5},\"none\":null}");
    }

    @Test
    void longValuesAreNotCut() throws IOException {
        String text = "q".repeat(100_000);
        assertThat(afterImage(Samples.row("long", text)).get("long").textValue())
                .isEqualTo(text);
    }
}
