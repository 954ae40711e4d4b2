package dev.ezcdc.instruments.latency.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuPerRowTest {

    @Test
    void totalCountsEachProcessOnce() {
        CpuPerRow cpu = CpuPerRow.of(Map.of("Kafka", 3_000L, "Kafka/network", 2_000L, "PostgreSQL", 1_000L), 100);

        assertThat(cpu.totalMicros()).isEqualTo(40);
        assertThat(cpu.rowsPerSecondPerCore()).isEqualTo(25_000);
    }

    @Test
    void medianCountsMissingEntryAsZero() {
        CpuPerRow median = CpuPerRow.median(List.of(
                new CpuPerRow(Map.of("Kafka", 5.0)), new CpuPerRow(Map.of("Kafka", 7.0)), new CpuPerRow(Map.of())));

        assertThat(median.micros()).containsExactly(Map.entry("Kafka", 5.0));
    }

    @Test
    void unmeasuredTimePermitsNoRate() {
        assertThat(new CpuPerRow(Map.of()).rowsPerSecondPerCore()).isZero();
    }
}
