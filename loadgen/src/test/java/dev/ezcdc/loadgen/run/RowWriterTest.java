package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.rows.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowWriterTest {

    private final long seed = ThreadLocalRandom.current().nextLong();

    RowWriterTest() {
        System.out.println("RowWriterTest: seed " + seed);
    }

    @Test
    void sortingKeepsOrderOfChangesOfRow() {
        Workload.ChangeStream stream = Workload.ofCustomers(seed, new OperationMix(50, 30, 20))
                .createStream(0, new AtomicLong(1)::getAndIncrement);
        List<WrittenChange> changes = Stream.generate(stream::next).limit(1_000).toList();
        List<WrittenChange> ordered = RowWriter.sortForWriting(changes, WriteMode.BATCHED);
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(changes);
        assertThat(groupById(ordered)).isEqualTo(groupById(changes));
    }

    private static Map<Long, List<WrittenChange>> groupById(List<WrittenChange> changes) {
        Map<Long, List<WrittenChange>> byId = new HashMap<>();
        changes.forEach(change ->
                byId.computeIfAbsent(change.id(), id -> new ArrayList<>()).add(change));
        return byId;
    }
}
