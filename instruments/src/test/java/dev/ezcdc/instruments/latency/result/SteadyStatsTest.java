package dev.ezcdc.instruments.latency.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.instruments.latency.plan.SteadyLoad;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyStatsTest {

    private static SteadyStats arrivedPerSecond(double rows) {
        return new SteadyStats(new SteadyLoad(1_000, 10, 4, Map.of()), rows, new CpuPerRow(Map.of()));
    }

    @Test
    void loadIsSustainedIfNinetyNinePercentArriveInTime() {
        assertThat(arrivedPerSecond(990).isSustained()).isTrue();
        assertThat(arrivedPerSecond(989).isSustained()).isFalse();
    }
}
