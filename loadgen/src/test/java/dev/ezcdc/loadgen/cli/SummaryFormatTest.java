package dev.ezcdc.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.loadgen.LoadPercentiles;
import dev.ezcdc.loadgen.LoadProgress;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.LoadSummary.FailureCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryFormatTest {

    private final LoadSummary summary = new LoadSummary(
            42,
            1_000,
            700,
            200,
            100,
            1_003,
            1_057,
            4,
            2,
            1,
            List.of(
                    new FailureCount("23505", 1, "duplicate key value violates unique constraint " + "x".repeat(60)),
                    new FailureCount("23514", 1, "check")),
            50,
            1,
            2,
            1,
            0,
            2.5,
            400,
            new LoadPercentiles(10, 20.06, 30),
            new LoadPercentiles(1, 2, 3));

    @Test
    void formatsJsonOnOneLine() throws JsonProcessingException {
        String json = SummaryFormat.formatJson(summary);
        JsonNode fields = new ObjectMapper().readTree(json);
        assertThat(json).doesNotContain("\n");
        assertThat(fields.get("rows").asLong()).isEqualTo(1_000);
        assertThat(fields.get("inserted").asLong()).isEqualTo(700);
        assertThat(fields.get("updated").asLong()).isEqualTo(200);
        assertThat(fields.get("deleted").asLong()).isEqualTo(100);
        assertThat(fields.get("rows_per_s").asDouble()).isEqualTo(400);
        assertThat(fields.get("statements").asLong()).isEqualTo(1_003);
        assertThat(fields.get("errors").asLong()).isEqualTo(3);
        assertThat(fields.get("attempted").asLong()).isEqualTo(1_057);
        assertThat(fields.get("skipped").asLong()).isEqualTo(4);
        assertThat(fields.get("failed").asLong()).isEqualTo(2);
        assertThat(fields.get("in_doubt").asLong()).isEqualTo(1);
        assertThat(fields.get("failures").get(1).toString())
                .isEqualTo("{\"sqlstate\":\"23514\",\"count\":1,\"message\":\"check\"}");
        assertThat(fields.get("pacing_p99_us").asDouble()).isEqualTo(20.1);
        assertThat(fields.get("statement_p50_us").asDouble()).isEqualTo(1);
        assertThat(fields.get("statement_p99_us").asDouble()).isEqualTo(2);
        assertThat(fields.get("seconds").asDouble()).isEqualTo(2.5);
        assertThat(fields.get("seed").asLong()).isEqualTo(42);
    }

    @Test
    void tableFits80ColumnsAndContainsSeed() {
        assertThat(SummaryFormat.formatTable(summary).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).startsWith("seed").endsWith(" 42"))
                .anySatisfy(line -> assertThat(line).startsWith("  23505").contains("duplicate key"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("attempted").contains("skipped 4, failed 2, in doubt 1"));
    }

    @Test
    void progressLineFits80Columns() {
        LoadProgress before = new LoadProgress(99_000_000, 1_234, 100_000_000, 3_720, 1_000, 0, 0);
        LoadProgress now = new LoadProgress(99_500_000, 1_234, 100_000_000, 3_725, 1_000, 999.9, 23_456);
        assertThat(Display.formatLine(before, now))
                .hasSizeLessThanOrEqualTo(80)
                .contains("99.5M rows", "100,000/s", "1000 in flight", "1,234 errors", "p50 1000µs p99 23.5ms");
    }
}
