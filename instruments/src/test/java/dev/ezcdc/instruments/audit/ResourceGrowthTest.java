package dev.ezcdc.instruments.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceGrowthTest {

    @Test
    void ignoresWarmUp() {
        List<ResourceSampler.Sample> samples = IntStream.range(0, 50)
                .mapToObj(i -> new ResourceSampler.Sample(i, Map.of("heap", i < 10 ? 1L : i < 40 ? 200L : 250L)))
                .toList();
        assertThat(ResourceGrowth.of(samples)).containsExactly(new ResourceGrowth("heap", 200, 250));
        assertThat(ResourceGrowth.of(samples).get(0).percent()).isEqualTo(25);
    }

    @Test
    void reportsNoGrowthForSingleSample() {
        assertThat(ResourceGrowth.of(List.of(new ResourceSampler.Sample(0, Map.of("heap", 7L)))))
                .containsExactly(new ResourceGrowth("heap", 7, 7));
    }
}
