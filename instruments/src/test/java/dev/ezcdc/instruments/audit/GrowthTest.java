package dev.ezcdc.instruments.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void theFirstPartIsWarmingUpAndDoesNotCount() {
        List<Resources.Sample> samples = IntStream.range(0, 50)
                .mapToObj(i -> new Resources.Sample(i, Map.of("heap", i < 10 ? 1L : i < 40 ? 200L : 250L)))
                .toList();
        assertThat(Growth.of(samples)).containsExactly(new Growth("heap", 200, 250));
        assertThat(Growth.of(samples).get(0).percent()).isEqualTo(25);
    }

    @Test
    void aSingleLookIsNoGrowth() {
        assertThat(Growth.of(List.of(new Resources.Sample(0, Map.of("heap", 7L)))))
                .containsExactly(new Growth("heap", 7, 7));
    }
}
