package dev.ezcdc.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.type.Interval;
import dev.ezcdc.envelope.type.Point;
import dev.ezcdc.envelope.type.SparseVector;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.BitSet;
import java.util.LinkedHashSet;
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
    void eachTypeHasAFormThatProgramsRead() throws IOException {
        ColumnType time = ColumnType.of(ColumnType.Base.INT64, true, "io.debezium.time.MicroTime");
        ColumnType bits = new ColumnType(
                ColumnType.Base.BYTES, true, "io.debezium.data.Bits", Map.of("length", "5"), null, null, List.of());
        Columns columns = new Columns(List.of(
                new Column("set", ColumnType.UNTYPED),
                new Column("bits", bits),
                new Column("year", ColumnType.UNTYPED),
                new Column("time", time),
                new Column("longest", time),
                new Column("duration", ColumnType.UNTYPED),
                new Column("interval", ColumnType.UNTYPED),
                new Column("point", ColumnType.UNTYPED),
                new Column("vector", ColumnType.UNTYPED),
                new Column("huge", ColumnType.UNTYPED)));
        Row row = Row.of(
                columns,
                List.of(
                        new LinkedHashSet<>(List.of("b", "a")),
                        BitSet.valueOf(new long[] {0b110}),
                        Year.of(2026),
                        LocalTime.of(10, 0),
                        Duration.ofHours(-838).minusMinutes(59).minusSeconds(59).minusMillis(500),
                        Duration.ofMinutes(90),
                        new Interval(14, 3, Duration.ofHours(4)),
                        new Point(1.5, -2, null, 4326),
                        new SparseVector(3, Map.of(2, 0.5)),
                        new BigDecimal("1E-10000000")));
        assertThat(afterImage(row))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"set\":[\"b\",\"a\"],\"bits\":\"00110\",\"year\":2026,\"time\":\"10:00:00\","
                                + "\"longest\":\"-838:59:59.500\",\"duration\":\"PT1H30M\",\"interval\":\"P14M3DT4H\","
                                + "\"point\":{\"x\":1.5,\"y\":-2.0,\"wkb\":null,\"srid\":4326},"
                                + "\"vector\":{\"dimensions\":3,\"elements\":{\"2\":0.5}},\"huge\":\"1E-10000000\"}"));
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
