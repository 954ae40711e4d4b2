package dev.ezcdc.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.loadgen.LoadPercentiles;
import dev.ezcdc.loadgen.LoadProgress;
import dev.ezcdc.loadgen.LoadSummary;
import org.junit.jupiter.api.Test;

class SummaryFormatTest {

    private final LoadSummary summary = new LoadSummary(
            42,
            1_000,
            700,
            200,
            100,
            1_003,
            3,
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
    void jsonIsOneLineWithEveryFigure() throws JsonProcessingException {
        String json = SummaryFormat.formatJson(summary);
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(json).doesNotContain("\n");
        assertThat(read.get("rows").asLong()).isEqualTo(1_000);
        assertThat(read.get("inserted").asLong()).isEqualTo(700);
        assertThat(read.get("updated").asLong()).isEqualTo(200);
        assertThat(read.get("deleted").asLong()).isEqualTo(100);
        assertThat(read.get("rows_per_s").asDouble()).isEqualTo(400);
        assertThat(read.get("statements").asLong()).isEqualTo(1_003);
        assertThat(read.get("errors").asLong()).isEqualTo(3);
        assertThat(read.get("pacing_p99_us").asDouble()).isEqualTo(20.1);
        assertThat(read.get("statement_p50_us").asDouble()).isEqualTo(1);
        assertThat(read.get("statement_p99_us").asDouble()).isEqualTo(2);
        assertThat(read.get("seconds").asDouble()).isEqualTo(2.5);
        assertThat(read.get("seed").asLong()).isEqualTo(42);
    }

    @Test
    void tableFitsEightyColumnsAndTellsTheSeed() {
        assertThat(SummaryFormat.formatTable(summary).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).startsWith("seed").endsWith(" 42"));
    }

    @Test
    void liveLineFitsEightyColumns() {
        LoadProgress before = new LoadProgress(99_000_000, 1_234, 100_000_000, 3_720, 1_000, 0, 0);
        LoadProgress now = new LoadProgress(99_500_000, 1_234, 100_000_000, 3_725, 1_000, 999.9, 23_456);
        assertThat(Display.formatLine(before, now))
                .hasSizeLessThanOrEqualTo(80)
                .contains("99.5M rows", "100,000/s", "1000 in flight", "1,234 errors", "p50 1000µs p99 23.5ms");
    }
}
