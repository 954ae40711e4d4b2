package dev.ezcdc.instruments.latency.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ezcdc.instruments.latency.cpu.CodeGroup;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuBudgetTest {

    private static BurstStats stats(Map<String, Double> cpu, Map<String, Double> code) {
        return new BurstStats(1, 1, false, cpu, code);
    }

    @Test
    void budgetAddsUpToTimesOfProcesses() {
        Map<String, Double> cpu = Map.of(
                "PostgreSQL", 8.0,
                "Kafka Connect", 20.0,
                "Kafka Connect/JIT compiler", 2.0,
                "Kafka Connect/garbage collector and VM", 3.0,
                "Kafka", 5.0,
                "this command", 7.0);
        Map<String, Double> code = Map.of(
                "Kafka Connect/" + CodeGroup.CONVERTER.label(), 0.6,
                "Kafka Connect/" + CodeGroup.JDBC_DRIVER.label(), 0.4,
                "this command/" + CodeGroup.JDBC_DRIVER.label(), 0.5,
                "this command/" + CodeGroup.DECODER.label(), 0.5);

        Map<String, Double> budget = CpuBudget.of(stats(cpu, code));

        assertThat(budget.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(40, within(1e-9));
        assertThat(budget)
                .containsEntry("converter", 9.0)
                .containsEntry("Debezium's reader", 6.0)
                .containsEntry("load generator", 3.5)
                .containsEntry("JIT and garbage", 5.0)
                .containsEntry("broker", 5.0);
    }

    @Test
    void isEmptyWithoutSamples() {
        assertThat(CpuBudget.of(stats(Map.of("Kafka", 1.0), Map.of()))).isEmpty();
    }
}
