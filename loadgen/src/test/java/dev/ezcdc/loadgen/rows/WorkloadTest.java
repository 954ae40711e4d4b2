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
    void sameSeedGivesTheSameChanges() {
        assertThat(changes(seed, 1, 2_000)).isEqualTo(changes(seed, 1, 2_000));
    }

    @Test
    void anotherSeedGivesOtherChanges() {
        assertThat(changes(seed, 0, 50)).isNotEqualTo(changes(seed + 1, 0, 50));
    }

    @Test
    void lanesDiffer() {
        assertThat(changes(seed, 0, 50)).isNotEqualTo(changes(seed, 1, 50));
    }

    @Test
    void idsDoNotChangeWhatIsWritten() {
        List<@Nullable WrittenRow> some = changes(lane(seed, 0, 1), 500).stream()
                .map(WrittenChange::after)
                .toList();
        assertThat(changes(lane(seed, 0, 1_000_000), 500))
                .extracting(WrittenChange::after)
                .isEqualTo(some);
    }

    @Test
    void operationsComeInTheProportionsOfTheMix() {
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
    void changesFollowFromTheRowsAsTheyStand() {
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
    void anUpdateChangesAtLeastOneColumn() {
        assertThat(changes(seed, 0, 20_000))
                .filteredOn(change -> change.operation() == LoadOperation.UPDATE)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.after()).isNotEqualTo(change.before()));
    }

    @Test
    void withoutLiveRowsAnInsertTakesTheOthersPlace() {
        Workload.ChangeStream lane =
                Workload.ofCustomers(seed, new OperationMix(1, 0, 1_000_000)).createStream(0, new AtomicLong()::incrementAndGet);
        assertThat(changes(lane, 6))
                .extracting(WrittenChange::operation)
                .startsWith(LoadOperation.INSERT, LoadOperation.DELETE, LoadOperation.INSERT);
    }

    @Test
    void aForgottenRowIsNotWrittenAgain() {
        Workload.ChangeStream lane = lane(seed, 0, 1);
        Set<Long> forgotten = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            WrittenChange change = lane.next();
            assertThat(forgotten).doesNotContain(change.id());
            if (i % 7 == 0) {
                lane.forget(change);
                forgotten.add(change.id());
            }
        }
    }

    @Test
    void addressesAreAsciiAndReachNobody() {
        assertThat(changes(seed, 0, 2_000))
                .extracting(WrittenChange::after)
                .filteredOn(Objects::nonNull)
                .extracting(row -> String.valueOf(row.get("email")))
                .allSatisfy(email ->
                        assertThat(email).matches("[a-z]+\\.[a-z]+[0-9]{0,3}@([a-z]+\\.)?example\\.(com|org|net)"));
    }

    private List<WrittenChange> changes(long workloadSeed, int lane, int count) {
        return changes(lane(workloadSeed, lane, 1), count);
    }

    private Workload.ChangeStream lane(long workloadSeed, int number, long firstId) {
        AtomicLong ids = new AtomicLong(firstId);
        return Workload.ofCustomers(workloadSeed, mix).createStream(number, ids::getAndIncrement);
    }

    private static List<WrittenChange> changes(Workload.ChangeStream lane, int count) {
        List<WrittenChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(lane.next());
        }
        return changes;
    }
}
