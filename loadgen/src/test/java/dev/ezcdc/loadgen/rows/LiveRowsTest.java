package dev.ezcdc.loadgen.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiveRowsTest {

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void neverExceedsCapacity() {
        LiveRows rows = new LiveRows(1_000);
        for (int id = 0; id < 5_000; id++) {
            rows.add(id, -id, random);
        }
        assertThat(rows.size()).isEqualTo(1_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.seed(i)).isEqualTo(-rows.id(i));
        }
    }

    @Test
    void removesOnlyGivenRows() {
        LiveRows rows = new LiveRows(10);
        for (int id = 1; id <= 4; id++) {
            rows.add(id, id * 10, random);
        }
        rows.remove(0);
        rows.removeById(3);
        rows.removeById(99);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ids.add(rows.id(i));
            assertThat(rows.seed(i)).isEqualTo(rows.id(i) * 10);
        }
        assertThat(ids).containsExactlyInAnyOrder(2L, 4L);
    }
}
