package dev.ezcdc.instruments.latency.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {

    @Test
    void targetMustBeReportedPercentile() {
        assertThatThrownBy(() -> new SteadyLoad(100, 1, 4, Map.of("p98", Duration.ofMillis(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p50, p90, p99, p999")
                .hasMessageContaining("p98");
    }

    @Test
    void targetRequiresRate() {
        assertThatThrownBy(() -> new SteadyLoad(0, 1, 4, Map.of("p50", Duration.ofMillis(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--target requires a --rate");
    }

    @Test
    void transactionHasAtLeastOneRow() {
        assertThatThrownBy(() -> new SteadyLoad(100, 0, 4, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rows-per-transaction");
    }
}
