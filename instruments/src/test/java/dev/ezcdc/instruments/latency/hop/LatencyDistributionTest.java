package dev.ezcdc.instruments.latency.hop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyDistributionTest {

    @Test
    void reportsPercentilesWithTenValuesBeyondThem() {
        LatencyDistribution distribution = new LatencyDistribution();
        for (int i = 1; i <= 999; i++) {
            distribution.add(i * 1_000_000L);
        }
        assertThat(distribution.percentileMicros(99)).isEmpty();
        assertThat(distribution.percentileMicros(90)).isPresent();

        distribution.add(1_000_000_000L);
        assertThat(distribution.percentileMicros(99)).isPresent();
        assertThat(distribution.percentileMicros(99.9)).isEmpty();
        assertThat(distribution.maxMicros()).isBetween(999_000L, 1_001_000L);
    }

    @Test
    void isZeroWithoutValues() {
        assertThat(new LatencyDistribution().percentileMicros(50)).isEmpty();
        assertThat(new LatencyDistribution().medianMicros()).isZero();
        assertThat(new LatencyDistribution().maxMicros()).isZero();
    }
}
