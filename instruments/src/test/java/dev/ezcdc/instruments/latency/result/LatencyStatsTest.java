package dev.ezcdc.instruments.latency.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyStatsTest {

    @Test
    void medianIsMiddleValueOrMeanOfTwo() {
        assertThat(LatencyStats.median(3, 1, 2)).isEqualTo(2);
        assertThat(LatencyStats.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(LatencyStats.median()).isZero();
    }
}
