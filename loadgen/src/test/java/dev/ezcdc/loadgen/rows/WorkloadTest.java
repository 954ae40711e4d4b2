package dev.ezcdc.loadgen.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.loadgen.LoadOperation;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final OperationMix mix = new OperationMix(50, 30, 20);

    WorkloadTest() {
        System.out.println("WorkloadTest: seed " + seed);
    }

    @Test
    void sameSeedGivesSameChanges() {
        assertThat(changes(seed, 1, 2_000)).isEqualTo(changes(seed, 1, 2_000));
    }

    @Test
    void differentSeedsGiveDifferentChanges() {
        assertThat(changes(seed, 0, 50)).isNotEqualTo(changes(seed + 1, 0, 50));
    }

    @Test
    void streamsDiffer() {
        assertThat(changes(seed, 0, 50)).isNotEqualTo(changes(seed, 1, 50));
    }

    @Test
    void idsDoNotAffectValues() {
        List<@Nullable WrittenRow> rows = changes(stream(seed, 0, 1), 500).stream()
                .map(WrittenChange::after)
                .toList();
        assertThat(changes(stream(seed, 0, 1_000_000), 500))
                .extracting(WrittenChange::after)
                .isEqualTo(rows);
    }

    @Test
    void operationsFollowProportionsOfMix() {
        int total = 50_000;
        int[] counts = new int[LoadOperation.values().length];
        for (WrittenChange change : changes(seed, 0, total)) {
            counts[change.operation().ordinal()]++;
        }
        // Five standard deviations of a draw with probability one half.
        Offset<Double> tolerance = Offset.offset(5 * Math.sqrt(total) / 2);
        assertThat((double) counts[LoadOperation.INSERT.ordinal()]).isCloseTo(total * 0.5, tolerance);
        assertThat((double) counts[LoadOperation.UPDATE.ordinal()]).isCloseTo(total * 0.3, tolerance);
        assertThat((double) counts[LoadOperation.DELETE.ordinal()]).isCloseTo(total * 0.2, tolerance);
    }

    @Test
    void changesMatchStateOfRows() {
        Map<Long, WrittenRow> table = new HashMap<>();
        for (WrittenChange change : changes(seed, 0, 20_000)) {
            assertThat(table.get(change.id())).isEqualTo(change.before());
            if (change.after() == null) {
                table.remove(change.id());
            } else {
                table.put(change.id(), change.after());
            }
        }
        assertThat(table).isNotEmpty();
    }

    @Test
    void updateChangesAtLeastOneColumn() {
        assertThat(changes(seed, 0, 20_000))
                .filteredOn(change -> change.operation() == LoadOperation.UPDATE)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.after()).isNotEqualTo(change.before()));
    }

    @Test
    void insertsIfNoRowIsLive() {
        Workload.ChangeStream stream = Workload.ofCustomers(seed, new OperationMix(1, 0, 1_000_000))
                .createStream(0, new AtomicLong()::incrementAndGet);
        assertThat(changes(stream, 6))
                .extracting(WrittenChange::operation)
                .startsWith(LoadOperation.INSERT, LoadOperation.DELETE, LoadOperation.INSERT);
    }

    @Test
    void neverWritesForgottenRows() {
        Workload.ChangeStream stream = stream(seed, 0, 1);
        Set<Long> forgotten = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            WrittenChange change = stream.next();
            assertThat(forgotten).doesNotContain(change.id());
            if (i % 7 == 0) {
                stream.forget(change);
                forgotten.add(change.id());
            }
        }
    }

    @Test
    void emailAddressesAreAsciiInExampleDomains() {
        assertThat(changes(seed, 0, 2_000))
                .extracting(WrittenChange::after)
                .filteredOn(Objects::nonNull)
                .extracting(row -> String.valueOf(row.get("email")))
                .allSatisfy(email ->
                        assertThat(email).matches("[a-z]+\\.[a-z]+[0-9]{0,3}@([a-z]+\\.)?example\\.(com|org|net)"));
    }

    private List<WrittenChange> changes(long workloadSeed, int index, int count) {
        return changes(stream(workloadSeed, index, 1), count);
    }

    private Workload.ChangeStream stream(long workloadSeed, int index, long firstId) {
        AtomicLong ids = new AtomicLong(firstId);
        return Workload.ofCustomers(workloadSeed, mix).createStream(index, ids::getAndIncrement);
    }

    private static List<WrittenChange> changes(Workload.ChangeStream stream, int count) {
        List<WrittenChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(stream.next());
        }
        return changes;
    }
}
