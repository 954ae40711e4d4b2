package dev.ezcdc.envelope.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PositionsTest {

    @Test
    void ordersBinlogFilesByNumber() {
        assertThat(new MySqlPosition("b.999999", 9, null)).isLessThan(new MySqlPosition("b.1000000", 1, null));
        assertThat(new MySqlPosition("b.000003", 9, null)).isLessThan(new MySqlPosition("b.000003", 10, null));
        assertThat(new MySqlPosition("b.000003", 9, null).isInSameLog(new MySqlPosition("c.000003", 9, null)))
                .isFalse();
    }

    @Test
    void ordersByCommitThenChangeThenEvent() {
        LsnPosition first = new LsnPosition("00000027:00000758:0005", "00000027:00000758:0003", 2);

        assertThat(first).isLessThan(new LsnPosition("00000027:00000758:000A", "00000027:00000758:0001", 1));
        assertThat(first).isLessThan(new LsnPosition("00000027:00000758:0005", "00000027:00000758:0004", 1));
        assertThat(first).isGreaterThan(new LsnPosition("00000027:00000758:0005", "00000027:00000758:0003", 1));
        assertThat(new LsnPosition("ff", "1", 0)).isLessThan(new LsnPosition("0100", "1", 0));
        assertThat(LsnPosition.ofOrNull("NULL", "1", null)).isNull();
        assertThat(LsnPosition.ofOrNull(":", "1", null)).isNull();
    }

    @Test
    void rejectsComparisonOfDifferentSources() {
        assertThatThrownBy(() -> new LsnPosition("1", "1", 0).compareTo(new PostgresPosition(1, 1)))
                .isInstanceOf(ClassCastException.class);
    }
}
