package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long SECOND = 1_000_000_000L;

    private final ManualClock clock = new ManualClock(7 * SECOND);

    @Test
    void rowIsDueAtStartPlusIndexTimesInterval() {
        Pacer pacer = Pacer.forSteadyRate(clock, 7 * SECOND, 4);
        assertThat(LongStream.range(0, 6)
                        .map(pacer::dueNanos)
                        .map(due -> due - 7 * SECOND)
                        .boxed())
                .containsExactly(0L, SECOND / 4, SECOND / 2, SECOND * 3 / 4, SECOND, SECOND * 5 / 4);
    }

    @Test
    void roundingErrorsDoNotAccumulate() {
        Pacer pacer = Pacer.forSteadyRate(clock, 0, 3);
        assertThat(pacer.dueNanos(3_000_000_000L)).isEqualTo(1_000_000_000L * SECOND);
        assertThat(pacer.dueNanos(1)).isEqualTo(333_333_333L);
    }

    @Test
    void waitsUntilRowIsDue() {
        Pacer pacer = Pacer.forSteadyRate(clock, 7 * SECOND, 1);
        assertThat(pacer.awaitDue(3, () -> false)).isTrue();
        assertThat(clock.nanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void overdueRowIsSentImmediatelyAndDelaysNoOther() {
        Pacer pacer = Pacer.forSteadyRate(clock, 7 * SECOND, 10);
        clock.advance(SECOND);
        List<Long> sent = new ArrayList<>();
        for (int row = 0; row <= 11; row++) {
            assertThat(pacer.awaitDue(row, () -> false)).isTrue();
            sent.add(clock.nanos() - 7 * SECOND);
        }
        assertThat(sent.subList(0, 11)).containsOnly(SECOND);
        assertThat(sent.get(11)).isEqualTo(SECOND * 11 / 10);
    }

    @Test
    void allRowsOfBurstAreDueAtItsStart() {
        Pacer pacer = Pacer.forBurst(clock, 8 * SECOND);
        assertThat(pacer.dueNanos(0)).isEqualTo(8 * SECOND);
        assertThat(pacer.dueNanos(1_000_000)).isEqualTo(8 * SECOND);
    }

    @Test
    void cancellationEndsWait() {
        Pacer pacer = Pacer.forSteadyRate(clock, 7 * SECOND, 1);
        assertThat(pacer.awaitDue(1_000, () -> clock.nanos() > 8 * SECOND)).isFalse();
        assertThat(clock.nanos()).isLessThan(9 * SECOND);
    }

    @Test
    void workersTakeTransactionsInTurn() {
        Schedule schedule = new Schedule(Pacer.forBurst(clock, 0), 0, 25, 10, 2, false, Long.MAX_VALUE);
        assertThat(schedule.transactionStart(0, 0)).isZero();
        assertThat(schedule.transactionStart(1, 0)).isEqualTo(10);
        assertThat(schedule.transactionStart(0, 1)).isEqualTo(20);
        assertThat(schedule.transactionSize(20)).isEqualTo(5);
        assertThat(schedule.transactionStart(1, 1)).isGreaterThanOrEqualTo(schedule.endRow());
    }

    @Test
    void rejectsRateBelow1() {
        assertThatThrownBy(() -> Pacer.forSteadyRate(clock, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
